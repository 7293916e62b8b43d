/** Own data of a maker: what it packs into containers, pack by pack. Serials lie here and nowhere on the ledger. */
import { index, integer, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from '../../database/columns';
import type { KeptRefusal } from '../kept-refusal';

/** `refused`: the ledger said no for good, and it was abandoned; its packs may be packed anew. */
export const packingState = pgEnum('packing_state', ['packing', 'closed', 'refused']);

/** One row a packing: packs of one part. */
export const packings = pgTable(
  'packings',
  {
    /** Its random id on the ledger. */
    id: text('id').primaryKey(),
    /** A short name for its packs' rows. */
    number: integer('number').generatedAlwaysAsIdentity().notNull().unique(),
    registration: text('registration').notNull(),
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    packs: integer('packs').notNull(),
    state: packingState('state').notNull().default('packing'),
    /** Why the ledger refused it; while it is still `packing`, it is being abandoned. */
    refusal: jsonb('refusal').$type<KeptRefusal>(),
    /** The command that began it; one for packs of several parts began several packings, which one job does. */
    reference: text('reference').notNull(),
    job: text('job').notNull(),
    /** The capture that it came with, when it came as EPCIS. */
    capture: text('capture'),
    createdAt: moment('created_at').notNull().defaultNow(),
    endedAt: moment('ended_at'),
  },
  (table) => [
    index('packings_of_command').on(table.reference),
    index('packings_of_job').on(table.job),
    index('packings_of_capture').on(table.capture),
  ],
);

/** One row a pack that is packed, or is being packed: a pack is packed once. */
export const packedPacks = pgTable(
  'packed_packs',
  {
    gtin: text('gtin').notNull(),
    serial: text('serial').notNull(),
    packing: integer('packing')
      .notNull()
      .references(() => packings.number),
    sscc: text('sscc').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.gtin, table.serial] }),
    index('packed_packs_of_packing').on(table.packing, table.serial),
  ],
);
