/**
 * Abandoning a packing: what it did is taken back, batch by batch, as if it had never been opened. Its pages come first,
 * since a pack's page may name only a container that stands, then its containers in the order in which it claimed them.
 */
import { type Actor, type Decision, type Instant, invalidInput, LedgerError, refuseUnless } from '../../ledger';
import type { Container } from '../container';
import type { NumberedPage } from '../write-pages.rules';
import { linesOfBatch } from './claim-containers.rules';
import { loosened } from './packed-places';
import type { PackingAbandoned } from './packing.events';
import type { AbandonPacking, Packing, PackingReceipt } from './packing.schema';
import { requirePacker } from './packing-under-way';

/** What the ledger holds about a packing of which a batch is taken back. */
export interface AbandoningSituation {
  readonly packing: Packing;
  /** Of all its batches that are written, in their order. */
  readonly receipts: readonly PackingReceipt[];
  /** The pages that the batch takes packs off, by number, as they stand. */
  readonly pages: ReadonlyMap<number, Uint8Array>;
  /** The containers that the batch frees, as they stand. */
  readonly containers: readonly Container[];
}

/** What taking a batch back writes. */
export interface AbandonedBatch {
  readonly packing: Packing;
  readonly pages: readonly NumberedPage[];
  /** What another use keeps: they lose what the packing said that they would get. */
  readonly kept: readonly Container[];
  /** What nobody but abandoned packings ever used: they are no more. */
  readonly freed: readonly Container[];
}

/** What a batch takes back: the packs of a receipt, the containers of a claim, or nothing. */
export interface TakenBack {
  readonly receipt?: PackingReceipt;
  readonly claim?: number;
}

/** What the n-th batch takes back. Once the first is, a packing gets no more receipts and claims. */
export function takenBackBy(batch: number, receipts: readonly PackingReceipt[], { claims }: Packing): TakenBack {
  const receipt = receipts[batch];
  if (receipt !== undefined) return { receipt };
  const claim = batch - receipts.length;
  return claim < claims.length ? { claim } : {};
}

/**
 * Abandons a packing of which nothing is closed: takes the next batch of it back. From the first on it is abandoned, and its
 * id stays used. The same again is a success.
 *
 * @throws LedgerError PRODUCT_NOT_OWNED, PACKING_ALREADY_CLOSED, INVALID_INPUT when it is not the next batch
 */
export function abandonPacking(
  { packing, receipts, pages, containers }: AbandoningSituation,
  command: AbandonPacking,
  by: Actor,
  now: Instant,
): Decision<AbandonedBatch, PackingAbandoned> {
  requirePacker(packing, by);
  refuseUnless(!packing.isClosed, 'PACKING_ALREADY_CLOSED', 'a closed packing stays');
  const { abandoned = [] } = packing;
  const batches = Math.max(1, receipts.length + packing.claims.length);
  const { receipt, claim } = takenBackBy(command.batch, receipts, packing);
  const told = (at: Instant): PackingAbandoned => {
    const [from, to] = claim === undefined ? [0, 0] : linesOfBatch(claim, packing);
    const taken = { packs: receipt?.packs ?? 0, containers: to - from };
    return { type: 'PackingAbandoned', version: 1, at, ...command, batches, ...taken };
  };
  const doneAt = abandoned[command.batch];
  if (doneAt !== undefined) return { repeated: told(doneAt) };
  if (command.batch > abandoned.length || command.batch >= batches)
    throw invalidInput([{ field: 'batch', rule: `${abandoned.length} of ${batches} batches are taken back` }]);
  const emptied = claim === undefined ? [] : containers.map((container) => without(packing, container, now));
  return {
    state: {
      packing: { ...packing, abandoned: [...abandoned, now], changedAt: now },
      pages: receipt === undefined ? [] : loosePagesOf(receipt, pages),
      kept: emptied.filter((container) => !isUnused(container)),
      freed: emptied.filter(isUnused),
    },
    event: told(now),
  };
}

function loosePagesOf({ packed }: PackingReceipt, pages: ReadonlyMap<number, Uint8Array>): NumberedPage[] {
  return packed.map(({ page: number, places }) => {
    const page = pages.get(number);
    if (page === undefined) throw new LedgerError('BROKEN_STATE', 'a receipt names a page that is not written');
    return { number, bytes: loosened(page, places) };
  });
}

function without({ packing }: Packing, container: Container, now: Instant): Container {
  return { ...container, contents: container.contents.filter((one) => one.packing !== packing), changedAt: now };
}

/** Whether nothing is left that tells of a use: what only claims made has no more than these. */
function isUnused({ sscc: _, holder: __, changedAt: ___, contents, children, depth, ...uses }: Container): boolean {
  return contents.length === 0 && children.length === 0 && depth === 1 && Object.keys(uses).length === 0;
}
