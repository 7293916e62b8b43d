/** The domain's decision beside the second evaluator: the same case to both, and in which answers they differ. */
import type * as ehr from '@theriac/domain/ehr';
import type { Instant } from '@theriac/domain/ledger';
import { PATIENT } from './generated/drawn-consent';
import type { Case } from './generated/drawn-case';
import { MEMBERS } from './generated/vocabulary';
import type { GivenConsent, Item, Request } from './second-evaluator/asked';
import { judgeItem, judgeSession, mayBeIncomplete } from './second-evaluator/second-evaluator';

const NOW = '2026-11-01T00:00:00.000Z' as Instant;

/** The functions that decide; a mutant is the same functions with one mistake. */
export type Decision = Pick<typeof ehr, 'compileConsent' | 'decideItem' | 'decideSession' | 'isLimited'>;

/** The three answers to a case, as text that compares. */
export interface Answers {
  readonly item: string;
  readonly session: string;
  readonly notice: string;
}

/** What the second evaluator answers. */
export function evaluated({ consents, request, item, askedTypes }: Case): Answers {
  const ofItem = judgeItem(consents, request, item);
  const ofSession = judgeSession(consents, request, askedTypes);
  const isAllowed = ofSession.verdict === 'permit';
  const reason = isAllowed ? 'permitted' : ofSession.by.length > 0 ? 'denied' : 'no-permit';
  return {
    item: `${ofItem.verdict} by ${ofItem.by.join()}`,
    session: `${isAllowed} as ${reason} by ${ofSession.by.join()}`,
    notice: noticeOf(mayBeIncomplete(consents, request)),
  };
}

/** The consents that stand, compiled: what was withdrawn is no longer on the ledger. */
export function compiled({ compileConsent }: Decision, consents: readonly GivenConsent[]): ehr.CompiledConsent[] {
  const given = { patient: PATIENT, version: 1, now: NOW, members: MEMBERS };
  return consents
    .filter(({ status }) => status === 'active')
    .map(({ id, consent }) => compileConsent(consent, { ...given, consent: id }));
}

/** What the domain decides of a case by the consents that stand. */
export function decided(
  { decideItem, decideSession, isLimited }: Decision,
  one: Case,
  standing: readonly ehr.CompiledConsent[],
): Answers {
  const request = asReadRequest(one.request);
  const ofItem = decideItem(standing, request, asDomainItem(one.item));
  const ofSession = decideSession(standing, request, one.askedTypes as ehr.ClinicalType[]);
  return {
    item: `${ofItem.effect} by ${ofItem.by.join()}`,
    session: `${ofSession.isAllowed} as ${ofSession.reason} by ${ofSession.by.join()}`,
    notice: noticeOf(isLimited(standing, request)),
  };
}

/** Whether all answers are the same. */
export function areAlike(one: Answers, other: Answers): boolean {
  return one.item === other.item && one.session === other.session && one.notice === other.notice;
}

/** A case as a reader wants to see it: what decides, a line each. */
export function toldCase({ consents, request, item, askedTypes }: Case): string {
  const lines = consents.map(({ id, status, consent }) => [`consent ${id}, ${status}`, consent.provision] as const);
  return [...lines, ['request', request] as const, ['item', item] as const, ['asked types', askedTypes] as const]
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join('\n');
}

const noticeOf = (isIncomplete: boolean): string => (isIncomplete ? 'may be incomplete' : 'complete');

/** The request as the domain takes it. */
export function asReadRequest({ member, ...request }: Request): ehr.ReadRequest {
  return { ...request, organisation: member } as ehr.ReadRequest;
}

/** The item as the domain takes it. */
export function asDomainItem({
  confidentiality,
  sensitivities,
  isUnlabelledFreeText,
  refersTo,
  ...item
}: Item): ehr.Item {
  const labels = { confidentiality, sensitivities, isUnlabelledText: isUnlabelledFreeText };
  return { ...item, references: refersTo, labels } as ehr.Item;
}
