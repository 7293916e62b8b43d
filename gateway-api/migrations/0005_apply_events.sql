CREATE TYPE "public"."application_state" AS ENUM('pending', 'applying', 'parked', 'applied', 'recorded', 'not-applied');--> statement-breakpoint
CREATE TABLE "application_turn" (
	"id" integer PRIMARY KEY NOT NULL,
	"job" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_applications" (
	"event" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"state" "application_state" NOT NULL,
	"caller" jsonb NOT NULL,
	"capture" text NOT NULL,
	"key" text NOT NULL,
	"reason" text,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"parked_at" timestamp (3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"seen" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"begun_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "event_packings" (
	"event" bigint NOT NULL,
	"packing" text NOT NULL,
	CONSTRAINT "event_packings_event_packing_pk" PRIMARY KEY("event","packing")
);
--> statement-breakpoint
CREATE TABLE "event_steps" (
	"event" bigint NOT NULL,
	"name" text NOT NULL,
	"result" jsonb,
	"transaction_id" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_steps_event_name_pk" PRIMARY KEY("event","name")
);
--> statement-breakpoint
CREATE TABLE "event_subjects" (
	"event" bigint NOT NULL,
	"subject" text NOT NULL,
	CONSTRAINT "event_subjects_event_subject_pk" PRIMARY KEY("event","subject")
);
--> statement-breakpoint
CREATE TABLE "event_exceptions" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"event" bigint,
	"shipment" text,
	"reason" text NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolution" text,
	"closed_by" text,
	"closed_by_role" text,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "event_applications" ADD CONSTRAINT "event_applications_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_packings" ADD CONSTRAINT "event_packings_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_steps" ADD CONSTRAINT "event_steps_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_subjects" ADD CONSTRAINT "event_subjects_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_applications_unfinished" ON "event_applications" USING btree ("happened_at","event") WHERE state in ('pending', 'applying', 'parked');--> statement-breakpoint
CREATE INDEX "event_subjects_named" ON "event_subjects" USING btree ("subject","event");--> statement-breakpoint
CREATE UNIQUE INDEX "event_exceptions_open" ON "event_exceptions" USING btree ("kind","subject") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "event_exceptions_newest" ON "event_exceptions" USING btree ("opened_at","id");--> statement-breakpoint
CREATE INDEX "event_exceptions_of_event" ON "event_exceptions" USING btree ("event");