CREATE TYPE "public"."emergency_deed_state" AS ENUM('pending', 'committed', 'refused');--> statement-breakpoint
CREATE TABLE "break_glass_settings" (
	"organisation" text PRIMARY KEY NOT NULL,
	"roles" jsonb NOT NULL,
	"changed_at" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "emergencies" (
	"session" text PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"organisation" text NOT NULL,
	"reader" jsonb NOT NULL,
	"is_allowed" boolean NOT NULL,
	"reason" text NOT NULL,
	"until" text,
	"emergency" jsonb NOT NULL,
	"review_due" text NOT NULL,
	"reviewed_at" text,
	"ended_at" text,
	"asked_at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "emergency_deeds" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"session" text NOT NULL,
	"kind" text NOT NULL,
	"command" jsonb NOT NULL,
	"caller" jsonb NOT NULL,
	"state" "emergency_deed_state" DEFAULT 'pending' NOT NULL,
	"transaction_id" text,
	"refusal" text,
	"job" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "own_emergencies" (
	"session" text PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"state" jsonb NOT NULL,
	"caller" jsonb NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "emergency_deeds" ADD CONSTRAINT "emergency_deeds_session_own_emergencies_session_fk" FOREIGN KEY ("session") REFERENCES "public"."own_emergencies"("session") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "emergencies_newest" ON "emergencies" USING btree ("organisation","asked_at","session");--> statement-breakpoint
CREATE INDEX "emergencies_patient" ON "emergencies" USING btree ("patient","asked_at","session");--> statement-breakpoint
CREATE INDEX "emergency_deeds_of" ON "emergency_deeds" USING btree ("session","number");--> statement-breakpoint
CREATE INDEX "emergency_deeds_pending" ON "emergency_deeds" USING btree ("number") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "own_emergencies_patient" ON "own_emergencies" USING btree ("patient");