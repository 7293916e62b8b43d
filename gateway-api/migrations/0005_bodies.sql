CREATE TYPE "public"."received_event_state" AS ENUM('awaiting-anchor', 'anchored', 'refused');--> statement-breakpoint
CREATE TABLE "capture_anchors" (
	"organisation" text NOT NULL,
	"capture" text NOT NULL,
	"root" text NOT NULL,
	"events" integer NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL,
	"block_number" bigint NOT NULL,
	CONSTRAINT "capture_anchors_organisation_capture_pk" PRIMARY KEY("organisation","capture")
);
--> statement-breakpoint
CREATE TABLE "event_deliveries" (
	"event" bigint NOT NULL,
	"receiver" text NOT NULL,
	"capture" text NOT NULL,
	"message" uuid NOT NULL,
	CONSTRAINT "event_deliveries_event_receiver_pk" PRIMARY KEY("event","receiver")
);
--> statement-breakpoint
CREATE TABLE "received_events" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "received_events_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sender" text NOT NULL,
	"event" bigint,
	"proof" jsonb NOT NULL,
	"capture" text NOT NULL,
	"state" "received_event_state" NOT NULL,
	"refused_body" jsonb,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "received_events_once" UNIQUE("event","sender")
);
--> statement-breakpoint
ALTER TABLE "captured_events" ADD COLUMN "received_from" text;--> statement-breakpoint
ALTER TABLE "outbox_messages" ADD COLUMN "about" text;--> statement-breakpoint
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "received_events" ADD CONSTRAINT "received_events_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_deliveries_message" ON "event_deliveries" USING btree ("message");--> statement-breakpoint
CREATE INDEX "event_deliveries_capture" ON "event_deliveries" USING btree ("capture");--> statement-breakpoint
CREATE INDEX "received_events_awaiting" ON "received_events" USING btree ("number") WHERE state = 'awaiting-anchor';