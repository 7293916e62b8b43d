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
ALTER TABLE "vault_identifiers" ADD CONSTRAINT "vault_identifiers_record_vault_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."vault_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_sources" ADD CONSTRAINT "vault_sources_record_vault_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."vault_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_versions" ADD CONSTRAINT "vault_versions_record_vault_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."vault_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault_versions" ADD CONSTRAINT "vault_versions_batch_vault_batches_batch_fk" FOREIGN KEY ("batch") REFERENCES "public"."vault_batches"("batch") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "vault_patient_keys_organisation_key" ON "vault_patient_keys" USING btree ("organisation_key");--> statement-breakpoint
CREATE INDEX "vault_identifiers_record" ON "vault_identifiers" USING btree ("record");--> statement-breakpoint
CREATE INDEX "vault_records_patient" ON "vault_records" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "vault_sources_patient" ON "vault_sources" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "vault_sources_version" ON "vault_sources" USING btree ("record","version");--> statement-breakpoint
CREATE INDEX "vault_versions_patient" ON "vault_versions" USING btree ("patient");--> statement-breakpoint
CREATE INDEX "vault_versions_batch" ON "vault_versions" USING btree ("batch");