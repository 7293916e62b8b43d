/** What providers answer an erasure with: a hold, the end of their link, a signed confirmation. */
import {
  type Actor,
  canonicalJson,
  type Change,
  type Decision,
  type Instant,
  type PrivateEvent,
  refuseUnless,
} from '../../ledger';
import type { Signer } from '../given-consents/given-consents.rules';
import type { ConfirmErasure, HoldForRetention } from './erasure-commands.schema';
import type { ErasureConfirmed, ErasureHeld, LinkErased } from './erasure.events';
import type { Answer, Confirmation, Erasure, Hold } from './erasure.schema';
import { answerOf, isHeld, requireTheirs } from './stand.rules';

/**
 * Says what the submitter's organisation must keep, by which law, until when. It replaces what it said before; the same again
 * is a success. Nothing needs to be done for a hold to end.
 *
 * @throws LedgerError HOLD_ENDED, ERASURE_CONFIRMED, UNKNOWN_MEMBER
 */
export function holdForRetention(
  erasure: Erasure,
  { basis, covers, until }: HoldForRetention,
  { organisation }: Actor,
  now: Instant,
): Decision<Erasure, ErasureHeld> {
  const { hold: last, confirmation } = requireAnswer(erasure, organisation);
  refuseUnless(confirmation === undefined, 'ERASURE_CONFIRMED', 'what was destroyed cannot be kept');
  refuseUnless(until > now, 'HOLD_ENDED', 'until: must be later than now');
  const hold: Hold = { basis, covers: [...covers].sort(), until, at: now };
  const held = (one: Hold): ErasureHeld => ({
    ...{ type: 'ErasureHeld', version: 1, at: one.at },
    ...{ patient: erasure.patient, erasure: erasure.erasure, provider: organisation, hold: one },
  });
  if (last !== undefined && isSameHold(last, hold)) return { repeated: held(last) };
  return { state: withAnswer(erasure, { provider: organisation, hold }, now), event: held(hold) };
}

/** What the end of a link is judged by. */
export interface ErasingLinkSituation {
  readonly erasure: Erasure;
  /** Those of the named transactions' events that are still in the provider's own collection. */
  readonly events: readonly PrivateEvent[];
}

/** What goes of a provider's own collection. */
export interface ErasedLink {
  readonly patient: string;
  readonly transactions: readonly string[];
}

/**
 * Lets a provider's gateway take its own link away, and what was told of links, unless the provider keeps its records. What is
 * gone is no fault, so that it can be sent again.
 *
 * @throws LedgerError RETENTION_HOLD, NOT_OF_PATIENT, UNKNOWN_MEMBER
 */
export function eraseLink(
  { erasure, events }: ErasingLinkSituation,
  { organisation }: Actor,
  now: Instant,
): Change<ErasedLink, LinkErased> {
  requireNotHeld(requireAnswer(erasure, organisation), now);
  requireTheirs(erasure.patient, events);
  return {
    state: { patient: erasure.patient, transactions: events.map(({ transactionId }) => transactionId) },
    event: { type: 'LinkErased', version: 1, at: now, erasure: erasure.erasure, provider: organisation },
  };
}

/** What a confirmation is judged by. */
export interface ConfirmingSituation {
  readonly erasure: Erasure;
  /** Whether the provider's link is still there: every endorser sees by its hash, without what it says. */
  readonly isLinkLeft: boolean;
}

/**
 * Takes a provider's word that it destroyed what it had. The same again is a success.
 *
 * @throws LedgerError ERASURE_CONFIRMED, RETENTION_HOLD, LINK_REMAINS, ERASURE_STATEMENT_WRONG, UNKNOWN_MEMBER
 */
export function confirmErasure(
  { erasure, isLinkLeft }: ConfirmingSituation,
  { statement, signature }: ConfirmErasure,
  by: Signer,
  now: Instant,
): Decision<Erasure, ErasureConfirmed> {
  const provider = by.actor.organisation;
  const answer = requireAnswer(erasure, provider);
  const confirmed = (at: Instant): ErasureConfirmed => ({
    ...{ type: 'ErasureConfirmed', version: 1, at, patient: erasure.patient, erasure: erasure.erasure, provider },
    statement,
  });
  if (answer.confirmation !== undefined) {
    const isSame = answer.confirmation.signature === signature;
    refuseUnless(isSame, 'ERASURE_CONFIRMED', 'the provider has confirmed already');
    return { repeated: confirmed(answer.confirmation.at) };
  }
  requireNotHeld(answer, now);
  refuseUnless(!isLinkLeft, 'LINK_REMAINS', 'the provider’s link is erased before it confirms');
  const isOfThis = statement.erasure === erasure.erasure && statement.provider === provider;
  refuseUnless(isOfThis, 'ERASURE_STATEMENT_WRONG', 'statement: is of another erasure or provider');
  refuseUnless(statement.destroyedAt <= now, 'ERASURE_STATEMENT_WRONG', 'statement.destroyedAt: is in the future');
  const isSigned = by.hasSigned(canonicalJson(statement), signature);
  refuseUnless(isSigned, 'ERASURE_STATEMENT_WRONG', 'signature: is not the certificate’s over the statement');
  const confirmation: Confirmation = { statement, signature, certificate: by.certificate, at: now };
  return { state: withAnswer(erasure, { ...answer, confirmation }, now), event: confirmed(now) };
}

function requireAnswer(erasure: Erasure, provider: string): Answer {
  const answer = answerOf(erasure, provider);
  refuseUnless(answer !== undefined, 'UNKNOWN_MEMBER', 'the organisation was not asked');
  return answer;
}

function requireNotHeld(answer: Answer, now: Instant): void {
  refuseUnless(!isHeld(answer, 'records', now), 'RETENTION_HOLD', 'the provider’s own hold on its records stands');
}

function isSameHold(one: Hold, other: Hold): boolean {
  return one.basis === other.basis && one.until === other.until && String(one.covers) === String(other.covers);
}

function withAnswer(erasure: Erasure, answer: Answer, now: Instant): Erasure {
  const answers = erasure.answers.map((one) => (one.provider === answer.provider ? answer : one));
  return { ...erasure, answers, changedAt: now };
}
