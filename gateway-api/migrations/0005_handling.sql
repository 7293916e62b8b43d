CREATE TABLE "departures" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"state" jsonb NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "readmissions" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"last_holders" text[] NOT NULL,
	"state" jsonb NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "discrepancies" (
	"discrepancy" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"shipment" text,
	"reporter" text NOT NULL,
	"counterparty" text,
	"is_open" boolean NOT NULL,
	"is_flagged" boolean NOT NULL,
	"reported_at" text NOT NULL,
	"state" jsonb NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "packs_on_ledger" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"digest" text NOT NULL,
	"registration" text NOT NULL,
	"page" integer,
	"state" text,
	"units_left" integer,
	"container" text,
	"organisation" text,
	"site" text,
	"changed_at" text NOT NULL,
	"transaction_id" text NOT NULL,
	CONSTRAINT "packs_on_ledger_gtin_lot_digest_pk" PRIMARY KEY("gtin","lot","digest")
);
--> statement-breakpoint
DROP INDEX "containers_with";--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "container" text;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "lots" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "status" jsonb;--> statement-breakpoint
ALTER TABLE "containers" ADD COLUMN "gone" jsonb;--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "lost" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shipments" ADD COLUMN "returns" text;--> statement-breakpoint
CREATE INDEX "departures_of" ON "departures" USING btree ("organisation","at","id");--> statement-breakpoint
CREATE INDEX "departures_newest" ON "departures" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "readmissions_of" ON "readmissions" USING btree ("organisation","at","id");--> statement-breakpoint
CREATE INDEX "readmissions_concern" ON "readmissions" USING gin ("last_holders");--> statement-breakpoint
CREATE INDEX "readmissions_newest" ON "readmissions" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "discrepancies_reported" ON "discrepancies" USING btree ("reporter","reported_at");--> statement-breakpoint
CREATE INDEX "discrepancies_against" ON "discrepancies" USING btree ("counterparty","reported_at");--> statement-breakpoint
CREATE INDEX "discrepancies_of_shipment" ON "discrepancies" USING btree ("shipment");--> statement-breakpoint
CREATE INDEX "discrepancies_newest" ON "discrepancies" USING btree ("reported_at","discrepancy");--> statement-breakpoint
CREATE INDEX "packs_on_ledger_page" ON "packs_on_ledger" USING btree ("registration","page");--> statement-breakpoint
CREATE INDEX "containers_with" ON "containers" USING gin ("lots" jsonb_path_ops);