/** The decision: what a patient's consents say to one request, made ready once and asked for many items. */
import type { ClinicalType, Item } from '../item';
import type { CompiledConsent, Provision } from './consent.schema';
import type { ItemDecision, SessionDecision } from './decision.schema';
import { isInForce, matchesItem, matchesRecipient, namesData } from './match-provision';
import type { ReadRequest } from './request.schema';

/** What one consent could say to this request: provisions in force that are about its recipient and purpose. */
interface Voice {
  readonly consent: string;
  readonly rule?: Provision;
  readonly exception?: Provision;
  /** Whether it has an exception at all, be it about others or not in force. */
  readonly isQualified: boolean;
}

/** The consents of a patient as they stand to one request. */
export interface Reader {
  /** Whether this item is shown: deny overrides permit, and without a permit it is denied. */
  decide(item: Item): ItemDecision;
  /** Whether a session may be opened, for these kinds of resources or (none named) for any. */
  openSession(types?: readonly ClinicalType[]): SessionDecision;
  /** Whether the consents leave any doubt that everything is shown. */
  readonly isLimited: boolean;
}

/** Makes a patient's consents ready for one request. Withdrawn ones are not among them: the ledger keeps what stands. */
export function readerOf(consents: readonly CompiledConsent[], request: ReadRequest): Reader {
  const voices = consents.flatMap((consent) => voiceOf(consent, request));
  return {
    decide: (item) => decide(voices, item),
    openSession: (types = []) => openSession(voices, types),
    isLimited: leavesDoubt(voices),
  };
}

/** Whether one item is shown; for many of one request, make a {@link readerOf} once. */
export function decideItem(consents: readonly CompiledConsent[], request: ReadRequest, item: Item): ItemDecision {
  return readerOf(consents, request).decide(item);
}

/** Whether a session may be opened, before anything is read. */
export function decideSession(
  consents: readonly CompiledConsent[],
  request: ReadRequest,
  types?: readonly ClinicalType[],
): SessionDecision {
  return readerOf(consents, request).openSession(types);
}

/** Whether an answer to this request may be incomplete by the patient's choice. */
export function isLimited(consents: readonly CompiledConsent[], request: ReadRequest): boolean {
  return readerOf(consents, request).isLimited;
}

/** None when the consent is silent whatever the item. */
function voiceOf({ consent, rule, exception }: CompiledConsent, request: ReadRequest): Voice[] {
  if (!isInForce(rule, request)) return [];
  const whole = exception === undefined ? undefined : wholeException(rule, exception);
  const speaks = whole !== undefined && isInForce(whole, request) && matchesRecipient(whole, request);
  const voice = {
    consent,
    isQualified: exception !== undefined,
    ...(matchesRecipient(rule, request) && { rule }),
    ...(speaks && { exception: whole }),
  };
  return voice.rule === undefined && voice.exception === undefined ? [] : [voice];
}

/** An exception that permits takes over from its rule what it does not name: it opens no more than it says. */
function wholeException({ type: _type, period: _period, ...elements }: Provision, exception: Provision): Provision {
  return exception.type === 'permit' ? { ...elements, ...exception } : exception;
}

function decide(voices: readonly Voice[], item: Item): ItemDecision {
  const said = voices.map(({ consent, rule, exception }) => ({
    consent,
    effect: [exception, rule].find((one) => one !== undefined && matchesItem(one, item))?.type,
  }));
  const by = (effect: Provision['type']) => said.filter((one) => one.effect === effect).map(({ consent }) => consent);
  const denying = by('deny');
  if (denying.length > 0) return { effect: 'deny', by: denying };
  const permitting = by('permit');
  return permitting.length > 0 ? { effect: 'permit', by: permitting } : { effect: 'deny', by: [] };
}

function openSession(voices: readonly Voice[], types: readonly ClinicalType[]): SessionDecision {
  const by = (isSaid: (voice: Voice) => boolean) => voices.filter(isSaid).map(({ consent }) => consent);
  const denying = by((voice) => deniesAll(voice, types));
  if (denying.length > 0) return { isAllowed: false, reason: 'denied', by: denying };
  const permitting = by(({ rule, exception }) => permitsSome(rule, types) || permitsSome(exception, types));
  if (permitting.length > 0) return { isAllowed: true, reason: 'permitted', by: permitting };
  return { isAllowed: false, reason: 'no-permit', by: [] };
}

function permitsSome(provision: Provision | undefined, asked: readonly ClinicalType[]): boolean {
  if (provision?.type !== 'permit') return false;
  const { types } = provision;
  return types === undefined || asked.length === 0 || asked.some((type) => types.includes(type));
}

/** A rule that denies all does not when its exception permits some. */
function deniesAll({ rule, exception }: Voice, types: readonly ClinicalType[]): boolean {
  return isBlanket(exception, 'deny') || (isBlanket(rule, 'deny') && !permitsSome(exception, types));
}

function isBlanket(provision: Provision | undefined, type: Provision['type']): boolean {
  return provision?.type === type && !namesData(provision);
}

/** No doubt is left when somebody permits everything without any exception, and nobody denies anything. */
function leavesDoubt(voices: readonly Voice[]): boolean {
  const isOpen = voices.some(({ rule, isQualified }) => isBlanket(rule, 'permit') && !isQualified);
  return !isOpen || voices.some(({ rule, exception }) => rule?.type === 'deny' || exception?.type === 'deny');
}
