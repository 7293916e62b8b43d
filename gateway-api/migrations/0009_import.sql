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
ALTER TABLE "vault_batches" ADD COLUMN "anchored_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "import_patients" ADD CONSTRAINT "import_patients_record_import_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."import_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_resources" ADD CONSTRAINT "import_resources_record_import_records_record_fk" FOREIGN KEY ("record") REFERENCES "public"."import_records"("record") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_resources_record" ON "import_resources" USING btree ("record");--> statement-breakpoint
CREATE INDEX "import_resources_job" ON "import_resources" USING btree ("job");--> statement-breakpoint
CREATE INDEX "vault_batches_unanchored" ON "vault_batches" USING btree ("patient","number") WHERE "vault_batches"."anchored_at" is null;