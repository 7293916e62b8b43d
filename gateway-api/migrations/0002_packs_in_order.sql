DROP INDEX "packs_of_registration";--> statement-breakpoint
CREATE INDEX "packs_of_registration" ON "packs" USING btree ("registration","serial");