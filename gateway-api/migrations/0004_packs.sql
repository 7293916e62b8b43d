CREATE TYPE "public"."pack_act" AS ENUM('supply', 'open', 'hand-over', 'decommission', 'undo');--> statement-breakpoint
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
CREATE INDEX "pack_acts_of_lot" ON "pack_acts" USING btree ("gtin","lot");