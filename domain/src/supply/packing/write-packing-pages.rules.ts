/** Writing packing pages: loose packs go into containers of the list, and no pack changes its container. */
import {
  type Actor,
  compareBytes,
  type Decision,
  type FieldFault,
  type Instant,
  invalidInput,
  LedgerError,
  refuseUnless,
} from '../../ledger';
import { type Part, type PartManifest, pagesOfBatch } from '../part.schema';
import type { NumberedPage } from '../write-pages.rules';
import type { PackingPagesWritten } from './packing.events';
import { placesInHex } from './packed-places';
import { isListed } from './packing-list';
import { isLoose, loosePage, packingEntryAt, PACKING_ENTRY_BYTES } from './packing-page';
import { claimsFor, type Packing, type PackingReceipt, type WritePackingPages } from './packing.schema';
import { requireUnderWay } from './packing-under-way';

/** What the ledger holds about a batch of packing pages that is to be written. */
export interface PackingBatchSituation {
  readonly packing: Packing;
  readonly list: Uint8Array;
  readonly part: Part;
  readonly manifest: PartManifest;
  /** The receipt of this batch, if it is written. */
  readonly receipt: PackingReceipt | undefined;
  /** By number, for the pages that were sent: as they stand, empty where none was written yet. */
  readonly before: ReadonlyMap<number, Uint8Array>;
}

/** What writing a batch writes. */
export interface WrittenPackingPages {
  readonly registration: string;
  readonly pages: readonly NumberedPage[];
  readonly receipt: PackingReceipt;
}

/** The numbers of the pages that were sent, by the names of the transient data: those that are of the batch. */
export function pagesSent(part: Part, batch: number, sent: ReadonlyMap<string, Uint8Array>): readonly number[] {
  return pagesOfBatch(batch, part.pages).filter((number) => sent.has(String(number)));
}

/**
 * Writes a batch's packing pages. The same again is a success, also after the close.
 *
 * @param sent the pages by their numbers as decimal text
 * @throws LedgerError PRODUCT_NOT_OWNED, PACKING_ABANDONED, PACKING_NOT_CLAIMED, INVALID_INPUT when a page is of another
 * batch or length, or none packs anything, PACK_ALREADY_PACKED, CONTAINER_NOT_LISTED
 */
export function writePackingPages(
  situation: PackingBatchSituation,
  command: WritePackingPages,
  sent: ReadonlyMap<string, Uint8Array>,
  by: Actor,
  now: Instant,
): Decision<WrittenPackingPages, PackingPagesWritten> {
  const { packing, part, receipt } = situation;
  requireUnderWay(packing, by);
  if (receipt !== undefined) return { repeated: written(receipt) };
  const unclaimed = claimsFor(packing) - packing.claims.length;
  refuseUnless(unclaimed === 0, 'PACKING_NOT_CLAIMED', `${unclaimed} batches of containers are not claimed yet`);
  const pages = pagesSent(part, command.batch, sent).map((number) => ({
    number,
    bytes: sent.get(String(number)) ?? new Uint8Array(),
  }));
  if (pages.length < sent.size) throw invalidInput([fault('a page is not of this batch')]);
  const places = pages.map((page) => [page, placesPacked(page, situation)] as const);
  const packs = places.reduce((sum, [, { length }]) => sum + length, 0);
  if (packs === 0) throw invalidInput([fault('no page packs anything')]);
  const packed = places
    .filter(([, { length }]) => length > 0)
    .map(([{ number, bytes }, on]) => ({ page: number, places: placesInHex(on, bytes.length / PACKING_ENTRY_BYTES) }));
  const left: PackingReceipt = { ...command, packs, packed, changedAt: now };
  return { state: { registration: part.registration, pages, receipt: left }, event: written(left) };
}

/** The places of the packs that a page packs anew. */
function placesPacked({ number, bytes }: NumberedPage, { manifest, before, list }: PackingBatchSituation): number[] {
  const count = manifest.pages[number]?.count;
  if (count === undefined) throw new LedgerError('BROKEN_STATE', 'a manifest has fewer pages than its part');
  if (bytes.length !== count * PACKING_ENTRY_BYTES)
    throw invalidInput([{ field: `transient[${number}]`, rule: `must have ${count} entries` }]);
  const known = before.get(number);
  const stood = known === undefined || known.length === 0 ? loosePage(count) : known;
  const places: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const [old, entry] = [packingEntryAt(stood, index), packingEntryAt(bytes, index)];
    if (compareBytes(old, entry) === 0) continue;
    refuseUnless(isLoose(old), 'PACK_ALREADY_PACKED', `page ${number} moves a pack that is in a container`);
    refuseUnless(isListed(list, entry), 'CONTAINER_NOT_LISTED', `page ${number} names a container that is not listed`);
    places.push(index);
  }
  return places;
}

function fault(rule: string): FieldFault {
  return { field: 'transient', rule };
}

function written({ packing, batch, packs, changedAt }: PackingReceipt): PackingPagesWritten {
  return { type: 'PackingPagesWritten', version: 1, at: changedAt, packing, batch, packs };
}
