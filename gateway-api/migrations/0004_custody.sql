CREATE TYPE "public"."pack_act" AS ENUM('supply', 'open', 'hand-over', 'decommission', 'undo');--> statement-breakpoint
CREATE TABLE "captured_event_ids" (
	"event_id" text PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pack_acts" (
	"subject" text NOT NULL,
	"site" text NOT NULL,
	"person" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"gtin" text,
	"lot" text,
	"serial" text,
	"act" "pack_act" NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done" "pack_act",
	"transaction_id" text,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "pack_acts_subject_site_person_pk" PRIMARY KEY("subject","site","person")
);
--> statement-breakpoint
CREATE TABLE "recall_reports" (
	"recall" text NOT NULL,
	"organisation" text NOT NULL,
	"site" text NOT NULL,
	"acknowledged" text,
	"acknowledged_at" text,
	"counts" jsonb,
	"transaction_id" text NOT NULL,
	CONSTRAINT "recall_reports_recall_organisation_site_pk" PRIMARY KEY("recall","organisation","site")
);
--> statement-breakpoint
CREATE TABLE "recalls" (
	"recall" text PRIMARY KEY NOT NULL,
	"gtin" text NOT NULL,
	"kind" text NOT NULL,
	"market" text NOT NULL,
	"lots" jsonb NOT NULL,
	"organisation" text NOT NULL,
	"authority" text NOT NULL,
	"state" text NOT NULL,
	"shown" jsonb NOT NULL,
	"depth" text NOT NULL,
	"in_force" text,
	"proposed_at" text NOT NULL,
	"changed_at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "captured_events" DROP CONSTRAINT "captured_events_hash_unique";--> statement-breakpoint
ALTER TABLE "captured_events" ADD COLUMN "declared_at" text;--> statement-breakpoint
CREATE INDEX "pack_acts_of_lot" ON "pack_acts" USING btree ("gtin","lot");--> statement-breakpoint
CREATE INDEX "recalls_newest" ON "recalls" USING btree ("proposed_at","recall");--> statement-breakpoint
CREATE INDEX "recalls_of_product" ON "recalls" USING btree ("gtin","proposed_at");--> statement-breakpoint
ALTER TABLE "captured_events" DROP COLUMN "is_error_declaration";--> statement-breakpoint
ALTER TABLE "captured_events" ADD CONSTRAINT "captured_events_identity" UNIQUE NULLS NOT DISTINCT("hash","declared_at");