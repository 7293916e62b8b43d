CREATE TABLE "patient_notices" (
	"transaction_id" text PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"event" text NOT NULL,
	"at" text NOT NULL,
	"block" bigint NOT NULL,
	"told" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "patient_notices_newest" ON "patient_notices" USING btree ("patient","at","transaction_id");