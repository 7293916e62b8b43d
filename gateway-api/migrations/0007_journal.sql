CREATE TABLE "journal_entries" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"body" text NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal_head" (
	"log" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"anchored_size" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal_personal_parts" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"patient" text,
	"salt" "bytea" NOT NULL,
	"part" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "journal_personal_parts" ADD CONSTRAINT "journal_personal_parts_sequence_journal_entries_sequence_fk" FOREIGN KEY ("sequence") REFERENCES "public"."journal_entries"("sequence") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "journal_entries_kind" ON "journal_entries" USING btree ("kind","sequence");--> statement-breakpoint
CREATE INDEX "journal_entries_at" ON "journal_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "journal_personal_parts_patient" ON "journal_personal_parts" USING btree ("patient","sequence");