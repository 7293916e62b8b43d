/** Writing a part's pages: only what the manifest fixed, in any order, and again without harm. */
import {
  type Actor,
  type Decision,
  type Digest,
  type FieldFault,
  type Instant,
  invalidInput,
  LedgerError,
  refuseUnless,
} from '../ledger';
import { entryOf } from './manifest';
import { isInOrder } from './pages';
import { batchesFor, pagesOfBatch, type Part, type PartManifest, type Receipt, type WritePages } from './part.schema';
import type { PagesWritten } from './supply.events';

/** A page and its number. */
export interface NumberedPage {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** What the ledger holds about the batch that is to be written. */
export interface BatchSituation {
  readonly part: Part;
  readonly manifest: PartManifest;
  /** The receipt of this batch, if it is written. */
  readonly receipt: Receipt | undefined;
}

/** What writing a batch writes. */
export interface WrittenBatch {
  readonly pages: readonly NumberedPage[];
  readonly receipt: Receipt;
}

/**
 * Writes a batch's pages. The same again is a success, also after the seal.
 *
 * @param sent the pages by their numbers as decimal text
 * @throws LedgerError PRODUCT_NOT_OWNED, PART_ABANDONED, INVALID_INPUT when the pages are not those of the batch,
 * PAGE_NOT_AS_MANIFEST, PAGE_NOT_IN_ORDER
 */
export function writePages(
  digest: Digest,
  { part, manifest, receipt }: BatchSituation,
  command: WritePages,
  sent: ReadonlyMap<string, Uint8Array>,
  by: Actor,
  now: Instant,
): Decision<WrittenBatch, PagesWritten> {
  refuseUnless(part.maker === by.organisation, 'PRODUCT_NOT_OWNED', 'the part is another organisation’s');
  refuseUnless(part.state !== 'abandoned', 'PART_ABANDONED', 'the registration was abandoned');
  const pages = batchOf(part, command.batch, sent);
  for (const page of pages) refuseUnlessAsFixed(digest, part, manifest, page);
  if (receipt !== undefined) return { repeated: written(receipt) };
  const { registration, batch } = command;
  const left = { registration, batch, pages: pages.length, changedAt: now };
  return { state: { pages, receipt: left }, event: written(left) };
}

function batchOf(part: Part, batch: number, sent: ReadonlyMap<string, Uint8Array>): readonly NumberedPage[] {
  const numbers = pagesOfBatch(batch, part.pages);
  if (numbers.length === 0) {
    throw invalidInput([{ field: 'batch', rule: `the part has ${batchesFor(part.pages)} batches` }]);
  }
  const asked = new Set(numbers.map(String));
  const foreign = [...sent.keys()].filter((name) => !asked.has(name)).map(() => 'a page is not of this batch');
  const pages: NumberedPage[] = [];
  const missing: FieldFault[] = [];
  for (const number of numbers) {
    const bytes = sent.get(String(number));
    if (bytes === undefined) missing.push({ field: `transient[${number}]`, rule: 'the page is missing' });
    else pages.push({ number, bytes });
  }
  const faults = [...foreign.slice(0, 1).map((rule) => ({ field: 'transient', rule })), ...missing];
  if (faults.length > 0) throw invalidInput(faults);
  return pages;
}

function refuseUnlessAsFixed(
  digest: Digest,
  part: Part,
  manifest: PartManifest,
  { number, bytes }: NumberedPage,
): void {
  const fixed = manifest.pages[number];
  if (fixed === undefined) throw new LedgerError('BROKEN_STATE', 'a manifest has fewer pages than its part');
  const found = entryOf(digest, bytes);
  const isAsFixed = found.sha256 === fixed.sha256 && found.count === fixed.count;
  refuseUnless(isAsFixed, 'PAGE_NOT_AS_MANIFEST', `page ${number} is not the one that was fixed`);
  const isWhole = isInOrder(bytes, number, part.pages);
  refuseUnless(isWhole, 'PAGE_NOT_IN_ORDER', `page ${number} is not sorted, or holds what belongs elsewhere`);
}

function written({ changedAt, ...receipt }: Receipt): PagesWritten {
  return { type: 'PagesWritten', version: 1, at: changedAt, ...receipt };
}
