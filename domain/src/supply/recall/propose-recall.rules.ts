/** A recall or withdrawal is proposed by one person, which locks at once. */
import { type Actor, canonicalJson, type Decision, type Digest, type Instant, refuseUnless } from '../../ledger';
import type { Lot } from '../lot.schema';
import type { Product } from '../product.schema';
import { tellProposed } from './recall-told';
import type { RecallProposed } from './recall.events';
import type { ProposeRecall, Recall, RecallText } from './recall.schema';
import { digestOfShown, whatIsSaid } from './shown';
import { withLock } from './stop-list.rules';
import type { StopList } from './stop-list.schema';

/** What the ledger holds about a product that is to be stopped. */
export interface ProposingSituation {
  readonly existing: Recall | undefined;
  readonly product: Product;
  /** The lots that the proposal names, in its order. */
  readonly lots: readonly Lot[];
  /** What the caller's organisation stopped of the product before. */
  readonly list: StopList | undefined;
}

/** A recall, and its authority's list, which change together. */
export interface ListedRecall {
  readonly recall: Recall;
  readonly list: StopList;
}

/**
 * Proposes a recall or withdrawal. The same again is a success, whatever became of it.
 *
 * @throws LedgerError RECALL_ID_TAKEN, PRODUCT_NOT_OWNED, LOT_NOT_FOUND, LOT_ALREADY_STOPPED, STOP_LIST_FULL
 */
export function proposeRecall(
  digest: Digest,
  { existing, product, lots, list }: ProposingSituation,
  command: ProposeRecall,
  by: Actor,
  now: Instant,
): Decision<ListedRecall, RecallProposed> {
  if (existing !== undefined) {
    const made = textMadeBy(command, existing, by);
    refuseUnless(made !== undefined, 'RECALL_ID_TAKEN', 'the id stands for another recall');
    return { repeated: tellProposed(existing, made) };
  }
  const isOurs = by.kind === 'regulator' || product.organisation === by.organisation;
  refuseUnless(isOurs, 'PRODUCT_NOT_OWNED', 'the product is another organisation’s');
  const empty = lots.filter(({ parts }) => parts.length === 0).map(({ lot }) => lot);
  refuseUnless(empty.length === 0, 'LOT_NOT_FOUND', `no packs are registered of ${empty.join(' ')}`);
  const { recall, text } = newRecall(digest, { product, lots }, command, by, now);
  const before = list ?? { gtin: command.gtin, organisation: by.organisation, stops: [], changedAt: now };
  return { state: { recall, list: withLock(before, recall, now) }, event: tellProposed(recall, text) };
}

function newRecall(
  digest: Digest,
  { product, lots }: Pick<ProposingSituation, 'product' | 'lots'>,
  { recall, gtin, kind, ...saying }: ProposeRecall,
  by: Actor,
  now: Instant,
): { recall: Recall; text: RecallText } {
  const stopped = {
    ...{ recall, gtin, kind, market: product.market, organisation: by.organisation },
    lots: lots.map(({ lot, parts }) => ({ lot, packs: parts.reduce((sum, { packs }) => sum + packs, 0) })),
  };
  const said = whatIsSaid({ id: recall, ...saying });
  const text = { ...said, digest: digestOfShown(digest, stopped, said), proposed: { by: by.name, at: now } };
  const authority = by.kind === 'regulator' ? 'regulator' : 'maker';
  return { recall: { ...stopped, authority, state: 'proposed', texts: [text], changedAt: now }, text };
}

/** The recall's first text, if this command made the recall. Packs do not count: more may have been registered since. */
function textMadeBy({ recall, gtin, kind, lots, ...saying }: ProposeRecall, existing: Recall, by: Actor) {
  const [first] = existing.texts;
  if (first === undefined || existing.organisation !== by.organisation) return undefined;
  const asked = { gtin, kind, lots, ...whatIsSaid({ id: recall, ...saying }) };
  const named = existing.lots.map(({ lot }) => lot);
  const made = { gtin: existing.gtin, kind: existing.kind, lots: named, ...whatIsSaid(first) };
  return canonicalJson(made) === canonicalJson(asked) ? first : undefined;
}
