/** Closing a packing: from now on its containers are what they say. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import type { PackingClosed } from './packing.events';
import type { Packing, PackingReceipt } from './packing.schema';
import { requireUnderWay } from './packing-under-way';

/**
 * Closes a packing. The same again is a success.
 *
 * @param receipts of all its batches that are written
 * @throws LedgerError PRODUCT_NOT_OWNED, PACKING_ABANDONED, PACKING_INCOMPLETE
 */
export function closePacking(
  packing: Packing,
  receipts: readonly PackingReceipt[],
  by: Actor,
  now: Instant,
): Decision<Packing, PackingClosed> {
  requireUnderWay(packing, by);
  if (packing.isClosed) return { repeated: closed(packing) };
  const packed = receipts.reduce((sum, { packs }) => sum + packs, 0);
  refuseUnless(packed === packing.packs, 'PACKING_INCOMPLETE', `${packed} of ${packing.packs} packs are packed`);
  const whole: Packing = { ...packing, isClosed: true, changedAt: now };
  return { state: whole, event: closed(whole) };
}

function closed({ packing, registration, gtin, lot, holder, containers, packs, changedAt }: Packing): PackingClosed {
  const of = { packing, registration, gtin, lot, holder, containers, packs };
  return { type: 'PackingClosed', version: 1, at: changedAt, ...of };
}
