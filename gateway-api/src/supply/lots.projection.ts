/** What this organisation remembers of lots, parts and pages, rebuilt from blocks at will. */
import {
  PAGE_OBJECT_TYPE,
  type PartAbandoned,
  partAbandonedSchema,
  type PartRegistered,
  partRegisteredSchema,
  partSealedSchema,
} from '@theriac/domain/supply';
import { and, eq, ne } from 'drizzle-orm';
import { on, type Projection, projection, type ProjectionContext } from '../projections';
import { SUPPLY_CHANNEL } from './supply-channel';
import { lots, partPages, parts } from './lots.table';

/** Reads what happens to parts, and the pages that are written for them. */
export const lotsProjection: Projection = projection('lots', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [lots, parts, partPages],
  events: {
    PartRegistered: on(partRegisteredSchema, openPart),
    PartSealed: on(partSealedSchema, ({ registration, at }, { update, transaction: { transactionId } }) =>
      update(parts, eq(parts.registration, registration), { state: 'sealed', changedAt: at, transactionId }),
    ),
    PartAbandoned: on(partAbandonedSchema, leaveLot),
  },
  writes: {
    [PAGE_OBJECT_TYPE]: async ({ attributes: [registration = '', number = ''], value }, { insert }) => {
      // Pages are never deleted by a contract.
      if (value !== undefined) await insert(partPages, { registration, number: Number(number), digests: value });
    },
  },
});

async function openPart(
  event: PartRegistered,
  { insert, upsert, work, transaction }: ProjectionContext,
): Promise<void> {
  const { gtin, lot, expiry, maker, secretCommitment, at, registration, packs, pages, root } = event;
  const [known] = await work.select({ at: lots.at }).from(lots).where(ofLot(event));
  const opened = { gtin, lot, expiry, maker, secretCommitment, at: known?.at ?? at };
  await upsert(lots, [lots.gtin, lots.lot], opened);
  await insert(parts, {
    ...{ registration, gtin, lot, maker, packs, pages, root },
    state: 'registering',
    registeredAt: at,
    changedAt: at,
    transactionId: transaction.transactionId,
  });
}

/** A lot whose every part was abandoned binds nothing any more: its next part begins it anew. */
async function leaveLot(event: PartAbandoned, { update, remove, work, transaction }: ProjectionContext): Promise<void> {
  const { registration, gtin, lot, at } = event;
  const { transactionId } = transaction;
  await update(parts, eq(parts.registration, registration), { state: 'abandoned', changedAt: at, transactionId });
  await remove(partPages, eq(partPages.registration, registration));
  const isOfLot = and(eq(parts.gtin, gtin), eq(parts.lot, lot));
  const [left] = await work
    .select({ registration: parts.registration })
    .from(parts)
    .where(and(isOfLot, ne(parts.state, 'abandoned')))
    .limit(1);
  if (left === undefined) await remove(lots, ofLot(event));
}

function ofLot({ gtin, lot }: { readonly gtin: string; readonly lot: string }) {
  return and(eq(lots.gtin, gtin), eq(lots.lot, lot));
}
