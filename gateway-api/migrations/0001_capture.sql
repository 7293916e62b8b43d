CREATE TYPE "public"."capture_error_behaviour" AS ENUM('rollback', 'proceed');--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"cause" text NOT NULL,
	"asker" text NOT NULL,
	"subject" text NOT NULL,
	"pack" jsonb,
	"holders" jsonb NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"closure" text,
	"closed_by" text,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "capture_positions" (
	"capture" text NOT NULL,
	"position" integer NOT NULL,
	"event" bigint NOT NULL,
	CONSTRAINT "capture_positions_capture_position_pk" PRIMARY KEY("capture","position")
);
--> statement-breakpoint
CREATE TABLE "captured_event_parts" (
	"event" bigint NOT NULL,
	"registration" text NOT NULL,
	CONSTRAINT "captured_event_parts_event_registration_pk" PRIMARY KEY("event","registration")
);
--> statement-breakpoint
CREATE TABLE "captured_events" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "captured_events_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"hash" "bytea" NOT NULL,
	"event_id" text,
	"is_error_declaration" boolean NOT NULL,
	"type" text NOT NULL,
	"biz_step" text,
	"event_time" text NOT NULL,
	"body" jsonb NOT NULL,
	"reason" text,
	"captured_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "captured_events_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "captures" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "captures_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL,
	"error_behaviour" "capture_error_behaviour" NOT NULL,
	"format" text NOT NULL,
	"errors" jsonb NOT NULL,
	"job" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "captures_number_unique" UNIQUE("number"),
	CONSTRAINT "captures_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
ALTER TABLE "registrations" ADD COLUMN "reference" text NOT NULL;--> statement-breakpoint
ALTER TABLE "capture_positions" ADD CONSTRAINT "capture_positions_capture_captures_id_fk" FOREIGN KEY ("capture") REFERENCES "public"."captures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capture_positions" ADD CONSTRAINT "capture_positions_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "captured_event_parts" ADD CONSTRAINT "captured_event_parts_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open_subject" ON "alerts" USING btree ("asker","cause","subject") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "alerts_raised" ON "alerts" USING btree ("asker","first_at");--> statement-breakpoint
CREATE INDEX "positions_of_event" ON "capture_positions" USING btree ("event");--> statement-breakpoint
CREATE INDEX "captured_events_id" ON "captured_events" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "captures_newest" ON "captures" USING btree ("number" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_reference_unique" UNIQUE("reference");