/** A recall that stands is never taken back; another text may supersede the one in force, signed by two persons again. */
import { type Actor, canonicalJson, type Decision, type Digest, type Instant, refuseUnless } from '../../ledger';
import { requireOwn } from './confirm-recall.rules';
import { tellCorrectionProposed } from './recall-told';
import type { RecallCorrectionProposed } from './recall.events';
import { type CorrectRecall, MOST_RECALL_TEXTS, type Recall } from './recall.schema';
import { digestOfShown, whatIsSaid } from './shown';

/**
 * Proposes another text. One that waits for its second person gives way to it. The same again is a success.
 *
 * @throws LedgerError RECALL_NOT_OWNED, RECALL_ID_TAKEN, RECALL_NOT_CONFIRMED, RECALL_TEXTS_FULL
 */
export function correctRecall(
  digest: Digest,
  recall: Recall,
  { correction, recall: _recall, ...saying }: CorrectRecall,
  by: Actor,
  now: Instant,
): Decision<Recall, RecallCorrectionProposed> {
  requireOwn(recall, by);
  const said = whatIsSaid({ id: correction, ...saying });
  const existing = recall.texts.find(({ id }) => id === correction);
  if (existing !== undefined) {
    const isSame = correction !== recall.recall && canonicalJson(whatIsSaid(existing)) === canonicalJson(said);
    refuseUnless(isSame, 'RECALL_ID_TAKEN', 'the id stands for another text');
    return { repeated: tellCorrectionProposed(recall, existing) };
  }
  refuseUnless(recall.state === 'confirmed', 'RECALL_NOT_CONFIRMED', 'only what two persons confirmed is corrected');
  const confirmed = recall.texts.filter((text) => text.confirmed !== undefined);
  const hasRoom = confirmed.length < MOST_RECALL_TEXTS;
  refuseUnless(hasRoom, 'RECALL_TEXTS_FULL', `it has ${MOST_RECALL_TEXTS} texts`);
  const text = { ...said, digest: digestOfShown(digest, recall, said), proposed: { by: by.name, at: now } };
  const state = { ...recall, texts: [...confirmed, text], changedAt: now };
  return { state, event: tellCorrectionProposed(state, text) };
}
