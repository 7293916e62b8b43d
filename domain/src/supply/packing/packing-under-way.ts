/** What every further step of a packing asks first. */
import { type Actor, refuseUnless } from '../../ledger';
import type { Packing } from './packing.schema';

/** @throws LedgerError PRODUCT_NOT_OWNED */
export function requirePacker({ holder }: Packing, by: Actor): void {
  refuseUnless(holder.organisation === by.organisation, 'PRODUCT_NOT_OWNED', 'the packing is another’s');
}

/** @throws LedgerError PRODUCT_NOT_OWNED, PACKING_ABANDONED */
export function requireUnderWay(packing: Packing, by: Actor): void {
  requirePacker(packing, by);
  refuseUnless(packing.abandoned === undefined, 'PACKING_ABANDONED', 'the packing was abandoned');
}
