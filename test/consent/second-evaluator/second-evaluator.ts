/**
 * The second evaluator of consents: written from docs/concepts/consent.md alone and sharing nothing with the domain, so that
 * a mistake in either shows as a disagreement. It reads FHIR as it stands at the boundary.
 */
import type { GivenConsent, Item, Provision, Request } from './asked';
import { coverItem, coverReader, hasItsSay, WHOLE } from './coverage';
import { liesInside, spanOfDate, spanOfPeriod } from './time-span';

/** What is decided, and by which consents: all that say so, or none when nothing is permitted for want of a permit. */
export interface Answer {
  readonly verdict: 'permit' | 'deny';
  readonly by: readonly string[];
}

/** A consent that speaks at a moment: its rule and, if that is in force too, its exception with all that it takes over. */
interface Speaking {
  readonly id: string;
  readonly rule: Provision;
  readonly exception?: Provision;
}

const NAMES_DATA = ['class', 'code', 'data', 'dataPeriod', 'securityLabel'] as const;

function isInForce({ period }: Provision, { at }: Request): boolean {
  const { first } = spanOfDate(at);
  return period === undefined || liesInside({ first, last: first }, spanOfPeriod(period));
}

function speaking(consents: readonly GivenConsent[], request: Request): Speaking[] {
  const standing = consents.filter(
    ({ status, consent }) => status === 'active' && isInForce(consent.provision, request),
  );
  return standing.map(({ id, consent: { provision: rule } }) => {
    const inner = rule.provision?.find((exception) => isInForce(exception, request));
    return { id, rule, ...(inner && { exception: inner.type === 'permit' ? { ...rule, ...inner } : inner }) };
  });
}

const speaksOf = (provision: Provision, request: Request): boolean => coverReader(provision, request) === WHOLE;
const namesData = (provision: Provision): boolean => NAMES_DATA.some((element) => provision[element] !== undefined);

/** Deny overrides permit, and silence is no permit. */
function outweigh(denying: readonly Speaking[], permitting: readonly Speaking[]): Answer {
  const isPermitted = denying.length === 0 && permitting.length > 0;
  const by = isPermitted ? permitting : denying;
  return { verdict: isPermitted ? 'permit' : 'deny', by: by.map(({ id }) => id) };
}

/** Whether a reader may see an item. */
export function judgeItem(consents: readonly GivenConsent[], request: Request, item: Item): Answer {
  const said = { permit: [] as Speaking[], deny: [] as Speaking[] };
  for (const one of speaking(consents, request)) {
    const heard = [one.exception, one.rule].find(
      (provision) => provision !== undefined && hasItsSay(provision, coverItem(provision, request, item)),
    );
    if (heard !== undefined) said[heard.type].push(one);
  }
  return outweigh(said.deny, said.permit);
}

/** Whether a session may be opened that asks for these types of resources; for all when it names none. */
export function judgeSession(
  consents: readonly GivenConsent[],
  request: Request,
  askedTypes: readonly string[],
): Answer {
  const opens = (provision: Provision | undefined): boolean =>
    provision?.type === 'permit' &&
    speaksOf(provision, request) &&
    (askedTypes.length === 0 || (provision.class?.some(({ code }) => askedTypes.includes(code)) ?? true));
  const shuts = (provision: Provision | undefined): boolean =>
    provision?.type === 'deny' && speaksOf(provision, request) && !namesData(provision);

  const heard = speaking(consents, request);
  return outweigh(
    heard.filter(({ rule, exception }) => shuts(exception) || (shuts(rule) && !opens(exception))),
    heard.filter(({ rule, exception }) => opens(rule) || opens(exception)),
  );
}

/** Whether a reader must be told that what they get may be incomplete by the patient's choice. */
export function mayBeIncomplete(consents: readonly GivenConsent[], request: Request): boolean {
  const heard = speaking(consents, request);
  const isDenied = heard
    .flatMap(({ rule, exception }) => [rule, exception])
    .some((provision) => provision?.type === 'deny' && speaksOf(provision, request));
  const hasPlainPermit = heard.some(
    ({ rule }) => rule.type === 'permit' && rule.provision === undefined && !namesData(rule) && speaksOf(rule, request),
  );
  return isDenied || !hasPlainPermit;
}
