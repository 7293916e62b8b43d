CREATE TYPE "public"."job_state" AS ENUM('queued', 'running', 'succeeded', 'failed');--> statement-breakpoint
CREATE TYPE "public"."part_state" AS ENUM('registering', 'sealed', 'abandoned');--> statement-breakpoint
CREATE TYPE "public"."registration_state" AS ENUM('registering', 'sealed', 'refused');--> statement-breakpoint
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
	"body" text,
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
CREATE TABLE "company_prefixes" (
	"company_prefix" text PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lot_secret_receivers" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"organisation" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lot_secret_receivers_gtin_lot_organisation_pk" PRIMARY KEY("gtin","lot","organisation")
);
--> statement-breakpoint
CREATE TABLE "lot_secrets" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"secret" "bytea" NOT NULL,
	"from" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lot_secrets_gtin_lot_pk" PRIMARY KEY("gtin","lot")
);
--> statement-breakpoint
CREATE TABLE "refused_lot_secrets" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"from" text NOT NULL,
	"code" text NOT NULL,
	"first_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refused_lot_secrets_gtin_lot_from_pk" PRIMARY KEY("gtin","lot","from")
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"expiry" text NOT NULL,
	"maker" text NOT NULL,
	"secret_commitment" text NOT NULL,
	"at" text NOT NULL,
	CONSTRAINT "lots_gtin_lot_pk" PRIMARY KEY("gtin","lot")
);
--> statement-breakpoint
CREATE TABLE "part_pages" (
	"registration" text NOT NULL,
	"number" integer NOT NULL,
	"digests" "bytea" NOT NULL,
	CONSTRAINT "part_pages_registration_number_pk" PRIMARY KEY("registration","number")
);
--> statement-breakpoint
CREATE TABLE "parts" (
	"registration" text PRIMARY KEY NOT NULL,
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"maker" text NOT NULL,
	"packs" integer NOT NULL,
	"pages" integer NOT NULL,
	"root" text NOT NULL,
	"state" "part_state" NOT NULL,
	"registered_at" text NOT NULL,
	"changed_at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "products" (
	"gtin" text PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"name" text NOT NULL,
	"product" jsonb NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "packs" (
	"gtin" text NOT NULL,
	"serial" text NOT NULL,
	"registration" integer NOT NULL,
	CONSTRAINT "packs_gtin_serial_pk" PRIMARY KEY("gtin","serial")
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"id" text PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "registrations_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"expiry" text NOT NULL,
	"packs" integer NOT NULL,
	"secret_to" jsonb NOT NULL,
	"state" "registration_state" DEFAULT 'registering' NOT NULL,
	"refusal" jsonb,
	"job" text NOT NULL,
	"capture" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "registrations_number_unique" UNIQUE("number"),
	CONSTRAINT "registrations_job_unique" UNIQUE("job")
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
ALTER TABLE "packs" ADD CONSTRAINT "packs_registration_registrations_number_fk" FOREIGN KEY ("registration") REFERENCES "public"."registrations"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_pieces" ADD CONSTRAINT "upload_pieces_upload_uploads_id_fk" FOREIGN KEY ("upload") REFERENCES "public"."uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "jobs_to_do" ON "jobs" USING btree ("run_at") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "outbox_messages_pending" ON "outbox_messages" USING btree ("next_attempt_at") WHERE acknowledged_at is null;--> statement-breakpoint
CREATE INDEX "parts_of_lot" ON "parts" USING btree ("gtin","lot");--> statement-breakpoint
CREATE INDEX "parts_of_maker" ON "parts" USING btree ("maker","state");--> statement-breakpoint
CREATE INDEX "products_organisation" ON "products" USING btree ("organisation","gtin");--> statement-breakpoint
CREATE INDEX "packs_of_registration" ON "packs" USING btree ("registration");--> statement-breakpoint
CREATE INDEX "registrations_of_lot" ON "registrations" USING btree ("gtin","lot");--> statement-breakpoint
CREATE INDEX "registrations_of_capture" ON "registrations" USING btree ("capture");