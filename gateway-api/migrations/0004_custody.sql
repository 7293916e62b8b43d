CREATE TABLE "flagged_hand_overs" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"digest" text NOT NULL,
	"organisation" text NOT NULL,
	"site" text NOT NULL,
	"block_number" bigint NOT NULL,
	"transaction_index" integer NOT NULL,
	"transaction_id" text NOT NULL,
	"at" text NOT NULL,
	"event" text NOT NULL,
	"flags" jsonb NOT NULL,
	CONSTRAINT "flagged_hand_overs_gtin_lot_digest_organisation_site_pk" PRIMARY KEY("gtin","lot","digest","organisation","site")
);
--> statement-breakpoint
CREATE TABLE "pack_history" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"digest" text NOT NULL,
	"block_number" bigint NOT NULL,
	"transaction_index" integer NOT NULL,
	"transaction_id" text NOT NULL,
	"at" text NOT NULL,
	"event" text NOT NULL,
	"state" jsonb NOT NULL,
	CONSTRAINT "pack_history_gtin_lot_digest_block_number_transaction_index_pk" PRIMARY KEY("gtin","lot","digest","block_number","transaction_index")
);
--> statement-breakpoint
CREATE TABLE "packing_page_history" (
	"registration" text NOT NULL,
	"number" integer NOT NULL,
	"block_number" bigint NOT NULL,
	"transaction_index" integer NOT NULL,
	"transaction_id" text NOT NULL,
	"at" text NOT NULL,
	"event" text NOT NULL,
	"entries" "bytea" NOT NULL,
	CONSTRAINT "packing_page_history_registration_number_block_number_transaction_index_pk" PRIMARY KEY("registration","number","block_number","transaction_index")
);
--> statement-breakpoint
CREATE TABLE "part_seals" (
	"registration" text PRIMARY KEY NOT NULL,
	"block_number" bigint NOT NULL,
	"transaction_index" integer NOT NULL,
	"transaction_id" text NOT NULL,
	"at" text NOT NULL,
	"event" text NOT NULL
);
