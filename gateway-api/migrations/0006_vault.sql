CREATE TABLE "vault_patient_keys" (
	"patient" text PRIMARY KEY NOT NULL,
	"wrapped_key" "bytea",
	"organisation_key" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"destroyed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "vault_patient_keys_organisation_key" ON "vault_patient_keys" USING btree ("organisation_key");