CREATE TYPE "public"."application_state" AS ENUM('pending', 'applying', 'parked', 'applied', 'recorded', 'not-applied');--> statement-breakpoint
CREATE TYPE "public"."received_event_state" AS ENUM('awaiting-anchor', 'anchored', 'refused');--> statement-breakpoint
CREATE TYPE "public"."packing_state" AS ENUM('packing', 'closed', 'refused');--> statement-breakpoint
CREATE TYPE "public"."pack_act" AS ENUM('supply', 'open', 'hand-over', 'decommission', 'undo');--> statement-breakpoint
CREATE TABLE "capture_anchors" (
	"organisation" text NOT NULL,
	"capture" text NOT NULL,
	"root" text NOT NULL,
	"events" integer NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL,
	"block_number" bigint NOT NULL,
	CONSTRAINT "capture_anchors_organisation_capture_pk" PRIMARY KEY("organisation","capture")
);
--> statement-breakpoint
CREATE TABLE "application_turn" (
	"id" integer PRIMARY KEY NOT NULL,
	"job" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_applications" (
	"event" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"state" "application_state" NOT NULL,
	"caller" jsonb NOT NULL,
	"capture" text NOT NULL,
	"key" text NOT NULL,
	"reason" text,
	"due_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"parked_at" timestamp (3) with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"seen" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"begun_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "event_packings" (
	"event" bigint NOT NULL,
	"packing" text NOT NULL,
	CONSTRAINT "event_packings_event_packing_pk" PRIMARY KEY("event","packing")
);
--> statement-breakpoint
CREATE TABLE "event_steps" (
	"event" bigint NOT NULL,
	"name" text NOT NULL,
	"result" jsonb,
	"transaction_id" text,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_steps_event_name_pk" PRIMARY KEY("event","name")
);
--> statement-breakpoint
CREATE TABLE "event_subjects" (
	"event" bigint NOT NULL,
	"subject" text NOT NULL,
	CONSTRAINT "event_subjects_event_subject_pk" PRIMARY KEY("event","subject")
);
--> statement-breakpoint
CREATE TABLE "captured_event_ids" (
	"event_id" text PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_index" (
	"event" bigint PRIMARY KEY NOT NULL,
	"event_time" bigint NOT NULL,
	"record_time" bigint NOT NULL,
	"epc_count" integer NOT NULL,
	"epcs" bigint[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_names" (
	"event" bigint NOT NULL,
	"kind" smallint NOT NULL,
	"name" text collate "C" NOT NULL,
	CONSTRAINT "event_names_kind_name_event_pk" PRIMARY KEY("kind","name","event")
);
--> statement-breakpoint
CREATE TABLE "event_deliveries" (
	"event" bigint NOT NULL,
	"receiver" text NOT NULL,
	"capture" text NOT NULL,
	"message" uuid NOT NULL,
	CONSTRAINT "event_deliveries_event_receiver_pk" PRIMARY KEY("event","receiver")
);
--> statement-breakpoint
CREATE TABLE "received_events" (
	"number" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "received_events_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sender" text NOT NULL,
	"event" bigint,
	"proof" jsonb NOT NULL,
	"capture" text NOT NULL,
	"state" "received_event_state" NOT NULL,
	"refused_body" jsonb,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "received_events_once" UNIQUE("event","sender")
);
--> statement-breakpoint
CREATE TABLE "event_exceptions" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"event" bigint,
	"shipment" text,
	"reason" text NOT NULL,
	"opened_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"resolution" text,
	"closed_by" text,
	"closed_by_role" text,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "container_history" (
	"sscc" text NOT NULL,
	"block_number" bigint NOT NULL,
	"transaction_index" integer NOT NULL,
	"transaction_id" text NOT NULL,
	"at" text NOT NULL,
	"event" text NOT NULL,
	"state" jsonb NOT NULL,
	CONSTRAINT "container_history_sscc_block_number_transaction_index_pk" PRIMARY KEY("sscc","block_number","transaction_index")
);
--> statement-breakpoint
CREATE TABLE "containers" (
	"sscc" text PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"site" text NOT NULL,
	"parent" text,
	"outermost" text NOT NULL,
	"shipment" text,
	"to_organisation" text,
	"to_site" text,
	"depth" integer NOT NULL,
	"contents" jsonb NOT NULL,
	"lots" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"packs" integer NOT NULL,
	"containers" integer NOT NULL,
	"opened_at" text,
	"status" jsonb,
	"gone" jsonb,
	"changed_at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shipment_drafts" (
	"reference" text PRIMARY KEY NOT NULL,
	"shipment" text NOT NULL,
	"expected_at" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "shipment_drafts_shipment_unique" UNIQUE("shipment")
);
--> statement-breakpoint
CREATE TABLE "shipment_containers" (
	"shipment" text NOT NULL,
	"sscc" text NOT NULL,
	"end" text,
	"ended_at" text,
	CONSTRAINT "shipment_containers_shipment_sscc_pk" PRIMARY KEY("shipment","sscc")
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" text PRIMARY KEY NOT NULL,
	"from_organisation" text NOT NULL,
	"from_site" text NOT NULL,
	"to_organisation" text NOT NULL,
	"to_site" text NOT NULL,
	"containers" integer NOT NULL,
	"lots" jsonb NOT NULL,
	"expected_at" text NOT NULL,
	"shipped_at" text NOT NULL,
	"on_their_way" integer NOT NULL,
	"received" integer DEFAULT 0 NOT NULL,
	"voided" integer DEFAULT 0 NOT NULL,
	"lost" integer DEFAULT 0 NOT NULL,
	"returns" text,
	"block_number" bigint NOT NULL,
	"transaction_index" integer NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "departures" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"state" jsonb NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "readmissions" (
	"id" text PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"last_holders" text[] NOT NULL,
	"state" jsonb NOT NULL,
	"at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "discrepancies" (
	"discrepancy" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"shipment" text,
	"reporter" text NOT NULL,
	"counterparty" text,
	"is_open" boolean NOT NULL,
	"is_flagged" boolean NOT NULL,
	"reported_at" text NOT NULL,
	"state" jsonb NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secrets_along_checkpoint" (
	"channel" text PRIMARY KEY NOT NULL,
	"block_number" bigint NOT NULL,
	"transaction_index" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secrets_to_owe" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"organisation" text NOT NULL,
	CONSTRAINT "secrets_to_owe_gtin_lot_organisation_pk" PRIMARY KEY("gtin","lot","organisation")
);
--> statement-breakpoint
CREATE TABLE "packing_pages" (
	"registration" text NOT NULL,
	"number" integer NOT NULL,
	"entries" "bytea" NOT NULL,
	CONSTRAINT "packing_pages_registration_number_pk" PRIMARY KEY("registration","number")
);
--> statement-breakpoint
CREATE TABLE "packed_packs" (
	"gtin" text NOT NULL,
	"serial" text NOT NULL,
	"packing" integer NOT NULL,
	"sscc" text NOT NULL,
	CONSTRAINT "packed_packs_gtin_serial_pk" PRIMARY KEY("gtin","serial")
);
--> statement-breakpoint
CREATE TABLE "packings" (
	"id" text PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "packings_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"registration" text NOT NULL,
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"packs" integer NOT NULL,
	"state" "packing_state" DEFAULT 'packing' NOT NULL,
	"refusal" jsonb,
	"reference" text NOT NULL,
	"job" text NOT NULL,
	"capture" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "packings_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "pack_acts" (
	"subject" text NOT NULL,
	"site" text NOT NULL,
	"person" text NOT NULL,
	"salt" "bytea" NOT NULL,
	"gtin" text,
	"lot" text,
	"serial" text,
	"act" "pack_act" NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done" "pack_act",
	"transaction_id" text,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "pack_acts_subject_site_person_pk" PRIMARY KEY("subject","site","person")
);
--> statement-breakpoint
CREATE TABLE "packs_on_ledger" (
	"gtin" text NOT NULL,
	"lot" text NOT NULL,
	"digest" text NOT NULL,
	"registration" text NOT NULL,
	"page" integer,
	"state" text,
	"units_left" integer,
	"container" text,
	"organisation" text,
	"site" text,
	"changed_at" text NOT NULL,
	"transaction_id" text NOT NULL,
	CONSTRAINT "packs_on_ledger_gtin_lot_digest_pk" PRIMARY KEY("gtin","lot","digest")
);
--> statement-breakpoint
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
--> statement-breakpoint
CREATE TABLE "recall_reports" (
	"recall" text NOT NULL,
	"organisation" text NOT NULL,
	"site" text NOT NULL,
	"acknowledged" text,
	"acknowledged_at" text,
	"counts" jsonb,
	"transaction_id" text NOT NULL,
	CONSTRAINT "recall_reports_recall_organisation_site_pk" PRIMARY KEY("recall","organisation","site")
);
--> statement-breakpoint
CREATE TABLE "recalls" (
	"recall" text PRIMARY KEY NOT NULL,
	"gtin" text NOT NULL,
	"kind" text NOT NULL,
	"market" text NOT NULL,
	"lots" jsonb NOT NULL,
	"organisation" text NOT NULL,
	"authority" text NOT NULL,
	"state" text NOT NULL,
	"shown" jsonb NOT NULL,
	"depth" text NOT NULL,
	"in_force" text,
	"proposed_at" text NOT NULL,
	"changed_at" text NOT NULL,
	"transaction_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "captured_events" DROP CONSTRAINT "captured_events_hash_unique";--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "container" text;--> statement-breakpoint
ALTER TABLE "captured_events" ADD COLUMN "declared_at" text;--> statement-breakpoint
ALTER TABLE "captured_events" ADD COLUMN "received_from" text;--> statement-breakpoint
ALTER TABLE "outbox_messages" ADD COLUMN "about" text;--> statement-breakpoint
ALTER TABLE "event_applications" ADD CONSTRAINT "event_applications_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_packings" ADD CONSTRAINT "event_packings_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_steps" ADD CONSTRAINT "event_steps_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_subjects" ADD CONSTRAINT "event_subjects_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_index" ADD CONSTRAINT "event_index_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "received_events" ADD CONSTRAINT "received_events_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "packed_packs" ADD CONSTRAINT "packed_packs_packing_packings_number_fk" FOREIGN KEY ("packing") REFERENCES "public"."packings"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_applications_unfinished" ON "event_applications" USING btree ("happened_at","event") WHERE state in ('pending', 'applying', 'parked');--> statement-breakpoint
CREATE INDEX "event_subjects_named" ON "event_subjects" USING btree ("subject","event");--> statement-breakpoint
CREATE INDEX "event_index_epcs" ON "event_index" USING gin ("epcs") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "event_index_event_time" ON "event_index" USING btree ("event_time","event");--> statement-breakpoint
CREATE INDEX "event_index_record_time" ON "event_index" USING btree ("record_time","event");--> statement-breakpoint
CREATE INDEX "event_deliveries_message" ON "event_deliveries" USING btree ("message");--> statement-breakpoint
CREATE INDEX "event_deliveries_capture" ON "event_deliveries" USING btree ("capture");--> statement-breakpoint
CREATE INDEX "received_events_awaiting" ON "received_events" USING btree ("number") WHERE state = 'awaiting-anchor';--> statement-breakpoint
CREATE UNIQUE INDEX "event_exceptions_open" ON "event_exceptions" USING btree ("kind","subject") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "event_exceptions_newest" ON "event_exceptions" USING btree ("opened_at","id");--> statement-breakpoint
CREATE INDEX "event_exceptions_of_event" ON "event_exceptions" USING btree ("event");--> statement-breakpoint
CREATE INDEX "containers_at" ON "containers" USING btree ("organisation","site","sscc");--> statement-breakpoint
CREATE INDEX "containers_in" ON "containers" USING btree ("parent","sscc");--> statement-breakpoint
CREATE INDEX "containers_under" ON "containers" USING btree ("outermost","sscc");--> statement-breakpoint
CREATE INDEX "containers_with" ON "containers" USING gin ("lots" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "shipments_from" ON "shipments" USING btree ("from_organisation","shipped_at","id");--> statement-breakpoint
CREATE INDEX "shipments_to" ON "shipments" USING btree ("to_organisation","shipped_at","id");--> statement-breakpoint
CREATE INDEX "shipments_under_way" ON "shipments" USING btree ("expected_at") WHERE on_their_way > 0;--> statement-breakpoint
CREATE INDEX "shipments_in_order" ON "shipments" USING btree ("from_organisation","block_number","transaction_index");--> statement-breakpoint
CREATE INDEX "departures_of" ON "departures" USING btree ("organisation","at","id");--> statement-breakpoint
CREATE INDEX "departures_newest" ON "departures" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "readmissions_of" ON "readmissions" USING btree ("organisation","at","id");--> statement-breakpoint
CREATE INDEX "readmissions_concern" ON "readmissions" USING gin ("last_holders");--> statement-breakpoint
CREATE INDEX "readmissions_newest" ON "readmissions" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "discrepancies_reported" ON "discrepancies" USING btree ("reporter","reported_at");--> statement-breakpoint
CREATE INDEX "discrepancies_against" ON "discrepancies" USING btree ("counterparty","reported_at");--> statement-breakpoint
CREATE INDEX "discrepancies_of_shipment" ON "discrepancies" USING btree ("shipment");--> statement-breakpoint
CREATE INDEX "discrepancies_newest" ON "discrepancies" USING btree ("reported_at","discrepancy");--> statement-breakpoint
CREATE INDEX "packed_packs_of_packing" ON "packed_packs" USING btree ("packing","serial");--> statement-breakpoint
CREATE INDEX "packings_of_command" ON "packings" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "packings_of_job" ON "packings" USING btree ("job");--> statement-breakpoint
CREATE INDEX "packings_of_capture" ON "packings" USING btree ("capture");--> statement-breakpoint
CREATE INDEX "pack_acts_of_lot" ON "pack_acts" USING btree ("gtin","lot");--> statement-breakpoint
CREATE INDEX "packs_on_ledger_page" ON "packs_on_ledger" USING btree ("registration","page");--> statement-breakpoint
CREATE INDEX "recalls_newest" ON "recalls" USING btree ("proposed_at","recall");--> statement-breakpoint
CREATE INDEX "recalls_of_product" ON "recalls" USING btree ("gtin","proposed_at");--> statement-breakpoint
ALTER TABLE "captured_events" DROP COLUMN "is_error_declaration";--> statement-breakpoint
ALTER TABLE "captured_events" ADD CONSTRAINT "captured_events_identity" UNIQUE NULLS NOT DISTINCT("hash","declared_at");