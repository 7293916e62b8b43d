CREATE TABLE "captured_event_ids" (
	"event_id" text PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "captured_events" DROP CONSTRAINT "captured_events_hash_unique";--> statement-breakpoint
ALTER TABLE "captured_events" ADD COLUMN "declared_at" text;--> statement-breakpoint
ALTER TABLE "captured_events" DROP COLUMN "is_error_declaration";--> statement-breakpoint
ALTER TABLE "captured_events" ADD CONSTRAINT "captured_events_identity" UNIQUE NULLS NOT DISTINCT("hash","declared_at");