CREATE TYPE "public"."job_state" AS ENUM('queued', 'running', 'succeeded', 'failed');--> statement-breakpoint
CREATE TABLE "ledger_checkpoints" (
	"channel" text PRIMARY KEY NOT NULL,
	"next_block" bigint NOT NULL,
	"last_hash" "bytea",
	"projections" text NOT NULL,
	"moved_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"person" text NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"reference" uuid NOT NULL,
	"body_mac" "bytea" NOT NULL,
	"lease_token" uuid NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" jsonb,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_person_route_key_pk" PRIMARY KEY("person","route","key"),
	CONSTRAINT "idempotency_keys_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "job_steps" (
	"job" text NOT NULL,
	"name" text NOT NULL,
	"result" jsonb,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_steps_job_name_pk" PRIMARY KEY("job","name")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"kind" text NOT NULL,
	"input" jsonb NOT NULL,
	"caller" jsonb NOT NULL,
	"state" "job_state" DEFAULT 'queued' NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"location" text,
	"result" jsonb,
	"problem" jsonb,
	"postponements" integer DEFAULT 0 NOT NULL,
	"crashes" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "jobs_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "ledger_proposals" (
	"transaction_id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"transaction" text NOT NULL,
	"person" text NOT NULL,
	"reference" text,
	"made_at" bigint NOT NULL,
	"proposal" "bytea",
	"released" "bytea"
);
--> statement-breakpoint
CREATE TABLE "inbox_messages" (
	"sender" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_messages_sender_id_pk" PRIMARY KEY("sender","id")
);
--> statement-breakpoint
CREATE TABLE "outbox_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"receiver" text NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"last_fault" text
);
--> statement-breakpoint
CREATE TABLE "anchored_heads" (
	"channel" text NOT NULL,
	"organisation" text NOT NULL,
	"log" text NOT NULL,
	"size" bigint NOT NULL,
	"head" text NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL,
	"block_number" bigint NOT NULL,
	CONSTRAINT "anchored_heads_channel_organisation_log_pk" PRIMARY KEY("channel","organisation","log")
);
--> statement-breakpoint
CREATE TABLE "upload_pieces" (
	"upload" text NOT NULL,
	"number" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "upload_pieces_upload_number_pk" PRIMARY KEY("upload","number")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"hash" "bytea",
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "job_steps" ADD CONSTRAINT "job_steps_job_jobs_id_fk" FOREIGN KEY ("job") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_pieces" ADD CONSTRAINT "upload_pieces_upload_uploads_id_fk" FOREIGN KEY ("upload") REFERENCES "public"."uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "jobs_to_do" ON "jobs" USING btree ("run_at") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "outbox_messages_pending" ON "outbox_messages" USING btree ("next_attempt_at") WHERE acknowledged_at is null;