/**
 * The second evaluator of consents: written from docs/concepts/consent.md alone and sharing nothing with the domain, so that
 * a mistake in either shows as a disagreement. It reads FHIR as it stands at the boundary.
 */
import type { GivenConsent, Item, Provision, Request } from './asked';
import { coverItem, coverReader, hasItsSay, WHOLE } from './coverage';
import { liesInside, spanOfDate, spanOfPeriod } from './time-span';

/** What is decided of an item. */
export type Verdict = 'permit' | 'deny';

/** A consent that speaks at a moment: its rule and, if that is in force too, its exception with all that it takes over. */
interface Speaking {
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
  return standing.map(({ consent: { provision: rule } }) => {
    const inner = rule.provision;
    if (inner === undefined || !isInForce(inner, request)) return { rule };
    return { rule, exception: inner.type === 'permit' ? { ...rule, ...inner } : inner };
  });
}

const speaksOf = (provision: Provision, request: Request): boolean => coverReader(provision, request) === WHOLE;
const namesData = (provision: Provision): boolean => NAMES_DATA.some((element) => provision[element] !== undefined);

/** Whether a reader may see an item. */
export function judgeItem(consents: readonly GivenConsent[], request: Request, item: Item): Verdict {
  const said = speaking(consents, request).flatMap(({ rule, exception }) => {
    const heard = [exception, rule].find(
      (provision) => provision !== undefined && hasItsSay(provision, coverItem(provision, request, item)),
    );
    return heard === undefined ? [] : [heard.type];
  });
  return said.includes('deny') || !said.includes('permit') ? 'deny' : 'permit';
}

/** Whether a session may be opened that asks for these types of resources; for all when it names none. */
export function mayOpenSession(
  consents: readonly GivenConsent[],
  request: Request,
  askedTypes: readonly string[],
): boolean {
  const opens = (provision: Provision | undefined): boolean =>
    provision?.type === 'permit' &&
    speaksOf(provision, request) &&
    (askedTypes.length === 0 || (provision.class?.some(({ code }) => askedTypes.includes(code)) ?? true));
  const shuts = (provision: Provision | undefined): boolean =>
    provision?.type === 'deny' && speaksOf(provision, request) && !namesData(provision);

  const heard = speaking(consents, request);
  const isShut = heard.some(({ rule, exception }) => shuts(exception) || (shuts(rule) && !opens(exception)));
  return !isShut && heard.some(({ rule, exception }) => opens(rule) || opens(exception));
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
