CREATE TABLE "consent_originals" (
	"digest" text PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"resource" json NOT NULL,
	"kept_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "link_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"record_number" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"digest" "bytea" NOT NULL,
	"handed_out_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"patient" text,
	"reference" text,
	"link_salt" text,
	"transaction_id" text,
	"linked_at" text
);
--> statement-breakpoint
CREATE TABLE "emergency_links" (
	"patient" text NOT NULL,
	"provider" text NOT NULL,
	"by" text NOT NULL,
	"reason" text NOT NULL,
	"made_at" text NOT NULL,
	"until" text NOT NULL,
	"state" text NOT NULL,
	"review" jsonb,
	"transaction_id" text NOT NULL,
	CONSTRAINT "emergency_links_patient_provider_pk" PRIMARY KEY("patient","provider")
);
--> statement-breakpoint
CREATE TABLE "record_links" (
	"patient" text PRIMARY KEY NOT NULL,
	"record_number" text NOT NULL,
	"origin" text NOT NULL,
	"linked_at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "patient_notices" (
	"transaction_id" text PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"event" text NOT NULL,
	"at" text NOT NULL,
	"block" bigint NOT NULL,
	"told" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "consent_originals_of" ON "consent_originals" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "link_codes_ending" ON "link_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "emergency_links_newest" ON "emergency_links" USING btree ("provider","made_at","patient");--> statement-breakpoint
CREATE INDEX "record_links_by_number" ON "record_links" USING btree ("record_number");--> statement-breakpoint
CREATE INDEX "patient_notices_newest" ON "patient_notices" USING btree ("patient","at","transaction_id");