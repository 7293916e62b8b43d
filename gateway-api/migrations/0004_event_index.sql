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
ALTER TABLE "event_index" ADD CONSTRAINT "event_index_event_captured_events_number_fk" FOREIGN KEY ("event") REFERENCES "public"."captured_events"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_index_epcs" ON "event_index" USING gin ("epcs") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "event_index_event_time" ON "event_index" USING btree ("event_time","event");--> statement-breakpoint
CREATE INDEX "event_index_record_time" ON "event_index" USING btree ("record_time","event");