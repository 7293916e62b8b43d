/** A second person confirms what the first proposed, for ever; until then the lock may be lifted. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import type { ListedRecall } from './propose-recall.rules';
import { tellConfirmed, tellLifted } from './recall-told';
import type { RecallConfirmed, RecallCorrected, RecallLifted } from './recall.events';
import type { ConfirmRecall, Recall } from './recall.schema';
import { withConfirmed, withoutLock } from './stop-list.rules';

/**
 * Confirms a proposal, or the correction of a recall that stands. The same again is a success.
 *
 * @throws LedgerError RECALL_NOT_OWNED, RECALL_LIFTED, RECALL_SHOWN_OTHERWISE, SECOND_PERSON_NEEDED
 */
export function confirmRecall(
  { recall, list }: ListedRecall,
  { digest }: ConfirmRecall,
  by: Actor,
  now: Instant,
): Decision<ListedRecall, RecallConfirmed | RecallCorrected> {
  requireOwn(recall, by);
  refuseUnless(recall.state !== 'lifted', 'RECALL_LIFTED', 'the proposal was taken back');
  const text = recall.texts.find((one) => one.digest === digest);
  refuseUnless(text !== undefined, 'RECALL_SHOWN_OTHERWISE', 'what was shown is not what is to be confirmed');
  if (text.confirmed !== undefined) return { repeated: tellConfirmed(recall, text, text.confirmed.at) };
  const isSecond = text.proposed.by !== by.name;
  refuseUnless(isSecond, 'SECOND_PERSON_NEEDED', 'who proposed it does not confirm it');
  const confirmed = { by: by.name, at: now };
  const texts = recall.texts.map((one) => (one === text ? { ...one, confirmed } : one));
  const state: Recall = { ...recall, state: 'confirmed', texts, changedAt: now };
  return {
    state: { recall: state, list: withConfirmed(list, recall.recall, now) },
    event: tellConfirmed(state, text, now),
  };
}

/**
 * Takes a proposal back, and its lock with it. The same again is a success.
 *
 * @throws LedgerError RECALL_NOT_OWNED, RECALL_CONFIRMED
 */
export function liftRecall(
  { recall, list }: ListedRecall,
  by: Actor,
  now: Instant,
): Decision<ListedRecall, RecallLifted> {
  requireOwn(recall, by);
  if (recall.lifted !== undefined) return { repeated: tellLifted(recall, recall.lifted.at) };
  refuseUnless(
    recall.state === 'proposed',
    'RECALL_CONFIRMED',
    'two persons confirmed it: it is corrected, never lifted',
  );
  const state: Recall = { ...recall, state: 'lifted', lifted: { by: by.name, at: now }, changedAt: now };
  return { state: { recall: state, list: withoutLock(list, recall.recall, now) }, event: tellLifted(state, now) };
}

/** @throws LedgerError RECALL_NOT_OWNED */
export function requireOwn(recall: Recall, by: Actor): void {
  const isOwn = recall.organisation === by.organisation;
  refuseUnless(isOwn, 'RECALL_NOT_OWNED', 'another organisation decides this recall');
}
