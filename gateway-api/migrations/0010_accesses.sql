CREATE TABLE "access_sessions" (
	"session" text PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"organisation" text NOT NULL,
	"person" text NOT NULL,
	"role" text NOT NULL,
	"purpose" text NOT NULL,
	"types" jsonb,
	"is_allowed" boolean NOT NULL,
	"reason" text NOT NULL,
	"asked_at" text NOT NULL,
	"until" text,
	"ended_at" text,
	"ended_by" text,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "own_sessions" (
	"session" text PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"person" text NOT NULL,
	"role" text NOT NULL,
	"asked_at" text NOT NULL,
	"until" text NOT NULL,
	"is_ended" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_reads" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"session" text NOT NULL,
	"patient" text NOT NULL,
	"custodian" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kinds" jsonb NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "access_sessions_newest" ON "access_sessions" USING btree ("patient","asked_at","session");--> statement-breakpoint
CREATE INDEX "own_sessions_of" ON "own_sessions" USING btree ("person","patient");--> statement-breakpoint
CREATE INDEX "own_sessions_until" ON "own_sessions" USING btree ("until");--> statement-breakpoint
CREATE INDEX "record_reads_session" ON "record_reads" USING btree ("session");--> statement-breakpoint
CREATE INDEX "record_reads_patient" ON "record_reads" USING btree ("patient");