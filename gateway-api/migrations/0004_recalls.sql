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
CREATE INDEX "recalls_newest" ON "recalls" USING btree ("proposed_at","recall");--> statement-breakpoint
CREATE INDEX "recalls_of_product" ON "recalls" USING btree ("gtin","proposed_at");