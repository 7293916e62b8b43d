CREATE TYPE "public"."emergency_deed_state" AS ENUM('pending', 'committed', 'refused');--> statement-breakpoint
CREATE TABLE "consent_originals" (
	"digest" text PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"resource" json NOT NULL,
	"kept_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
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
CREATE TABLE "import_patients" (
	"patient" text PRIMARY KEY NOT NULL,
	"record" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_records" (
	"record" text PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_resources" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"record" text NOT NULL,
	"job" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
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
	"linked_at" text,
	"transaction_id" text
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
CREATE TABLE "vault_patient_keys" (
	"patient" text PRIMARY KEY NOT NULL,
	"wrapped_key" "bytea",
	"organisation_key" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"destroyed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "vault_batches" (
	"batch" uuid PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"number" integer NOT NULL,
	"root" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"anchored_at" timestamp (3) with time zone,
	CONSTRAINT "vault_batches_place" UNIQUE("patient","number")
);
--> statement-breakpoint
CREATE TABLE "vault_identifiers" (
	"patient" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"record" uuid NOT NULL,
	"source" "bytea",
	CONSTRAINT "vault_identifiers_patient_digest_record_pk" PRIMARY KEY("patient","digest","record")
);
--> statement-breakpoint
CREATE TABLE "vault_records" (
	"record" uuid PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"same_as" uuid,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault_sources" (
	"number" bigserial PRIMARY KEY NOT NULL,
	"patient" text NOT NULL,
	"record" uuid NOT NULL,
	"version" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault_versions" (
	"record" uuid NOT NULL,
	"version" integer NOT NULL,
	"patient" text NOT NULL,
	"batch" uuid NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"sealed_item" "bytea" NOT NULL,
	"sealed_body" "bytea" NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vault_versions_record_version_pk" PRIMARY KEY("record","version")
);
--> statement-breakpoint
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
ALTER TABLE "emergency_deeds" ADD CONSTRAINT "emergency_deeds_session_own_emergencies_session_fk" FOREIGN KEY ("session") REFERENCES "public"."own_emergencies"("session") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_patients" ADD CONSTRAINT "import_patients_record_import_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."import_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_resources" ADD CONSTRAINT "import_resources_record_import_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."import_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_identifiers" ADD CONSTRAINT "vault_identifiers_record_vault_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."vault_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_sources" ADD CONSTRAINT "vault_sources_record_vault_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."vault_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_versions" ADD CONSTRAINT "vault_versions_record_vault_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."vault_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_versions" ADD CONSTRAINT "vault_versions_batch_vault_batches_batch_fk" FOREIGN KEY ("batch") REFERENCES "public"."vault_batches"("batch") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_personal_parts" ADD CONSTRAINT "journal_personal_parts_sequence_journal_entries_sequence_fk" FOREIGN KEY ("sequence") REFERENCES "public"."journal_entries"("sequence") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consent_originals_of" ON "consent_originals" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "emergencies_newest" ON "emergencies" USING btree ("organisation","asked_at","session");--> statement-breakpoint
CREATE INDEX "emergencies_patient" ON "emergencies" USING btree ("patient","asked_at","session");--> statement-breakpoint
CREATE INDEX "emergency_deeds_of" ON "emergency_deeds" USING btree ("session","number");--> statement-breakpoint
CREATE INDEX "emergency_deeds_pending" ON "emergency_deeds" USING btree ("number") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "own_emergencies_patient" ON "own_emergencies" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "import_resources_record" ON "import_resources" USING btree ("record");--> statement-breakpoint
CREATE INDEX "import_resources_job" ON "import_resources" USING btree ("job");--> statement-breakpoint
CREATE INDEX "link_codes_ending" ON "link_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "emergency_links_newest" ON "emergency_links" USING btree ("provider","made_at","patient");--> statement-breakpoint
CREATE INDEX "record_links_by_number" ON "record_links" USING btree ("record_number");--> statement-breakpoint
CREATE INDEX "patient_notices_newest" ON "patient_notices" USING btree ("patient","at","transaction_id");--> statement-breakpoint
CREATE INDEX "access_sessions_newest" ON "access_sessions" USING btree ("patient","asked_at","session");--> statement-breakpoint
CREATE INDEX "own_sessions_of" ON "own_sessions" USING btree ("person","patient");--> statement-breakpoint
CREATE INDEX "own_sessions_until" ON "own_sessions" USING btree ("until");--> statement-breakpoint
CREATE INDEX "record_reads_session" ON "record_reads" USING btree ("session");--> statement-breakpoint
CREATE INDEX "record_reads_patient" ON "record_reads" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "vault_patient_keys_organisation_key" ON "vault_patient_keys" USING btree ("organisation_key");--> statement-breakpoint
CREATE INDEX "vault_batches_unanchored" ON "vault_batches" USING btree ("patient","number") WHERE "vault_batches"."anchored_at" is null;--> statement-breakpoint
CREATE INDEX "vault_identifiers_record" ON "vault_identifiers" USING btree ("record");--> statement-breakpoint
CREATE INDEX "vault_records_patient" ON "vault_records" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "vault_sources_patient" ON "vault_sources" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "vault_sources_version" ON "vault_sources" USING btree ("record","version");--> statement-breakpoint
CREATE INDEX "vault_versions_patient" ON "vault_versions" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "vault_versions_batch" ON "vault_versions" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "journal_entries_kind" ON "journal_entries" USING btree ("kind","sequence");--> statement-breakpoint
CREATE INDEX "journal_entries_at" ON "journal_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "journal_personal_parts_patient" ON "journal_personal_parts" USING btree ("patient","sequence");