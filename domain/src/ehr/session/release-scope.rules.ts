/** What of a custodian's records a session opens, and what its consents may keep back: custodian and reader reckon it alike. */
import type { Instant } from '../../ledger';
import type { OpeningLimit } from '../commitment';
import { type Provision, readerOf } from '../consent';
import { isInForce, matchesRecipient } from '../consent/match-provision';
import { emergencyClassOf, namedInEmergency } from '../emergency/emergency-class';
import { clinicalTypeSchema, type Item, type Labels, sensitivitySchema } from '../item';
import type { Release } from './release.rules';
import { requestOf } from './request-access.rules';

/** What a session opens at a moment. */
export interface ReleaseScope {
  /** What may be kept back, by the form of session and consents alone. */
  readonly limit: OpeningLimit;
  /** Whether a resource is open; of a sealed emergency, whether it may be: see {@link opensInEmergency}. */
  opens(item: Item): boolean;
  /** Whether all of a class is open, by its name alone: for records of which nothing else is known any more. */
  opensClass(name: string): boolean;
  /** Whether resources tell only by their bodies that they are open. */
  readonly isSealed: boolean;
}

/** What is judged. */
export type ScopedRelease = Pick<Release, 'session' | 'consents' | 'verdict'>;

/** The scope of a session that the ledger holds for open; of any other nothing is open. */
export function releaseScopeOf({ session, consents, verdict }: ScopedRelease, at: Instant): ReleaseScope {
  const { types, purpose, reader } = session;
  const isAsked = ({ type }: Item): boolean => types === undefined || types.includes(type);
  if (!verdict.isOpen) return scopeOf('records', () => false);
  const whole: OpeningLimit = types === undefined ? 'nothing' : 'classes';
  if (purpose === 'BTG') {
    const isSealed = !verdict.isSealedOpen;
    return scopeOf(isSealed ? 'records' : whole, isAsked, isSealed);
  }
  if (purpose === 'PATRQT') return scopeOf(whole, isAsked);
  const request = requestOf(reader, purpose, at);
  const given = consents?.consents ?? [];
  const decision = readerOf(given, request);
  const speaking = given.flatMap(({ rule, exception }) => {
    const both = exception === undefined ? [rule] : [rule, exception];
    const isSpeaking = isInForce(rule, request) && both.some((one) => matchesRecipient(one, request));
    return isSpeaking ? both : [];
  });
  const limited: OpeningLimit = speaking.some(namesRecords) ? 'records' : 'classes';
  const opens = (item: Item): boolean => isAsked(item) && decision.decide(item).effect === 'permit';
  return scopeOf(verdict.isLimited ? limited : whole, opens);
}

function scopeOf(limit: OpeningLimit, opens: ReleaseScope['opens'], isSealed = false): ReleaseScope {
  return { limit, opens, isSealed, opensClass: (name) => limit !== 'records' && opens(itemOfClass(name)) };
}

/** What a class says of each of its records; see `recordClass`. */
function itemOfClass(name: string): Item {
  const [label = '', type = ''] = name.split('|');
  const sensitivities = label.split('+').flatMap((one) => sensitivitySchema.safeParse(one).data ?? []);
  const labels: Labels = {
    confidentiality: label === 'N' || label === 'U' ? 'N' : 'R',
    ...{ sensitivities, isUnlabelledText: label === 'U' },
  };
  return { type: clinicalTypeSchema.parse(type), id: 'any', categories: [], authors: [], references: [], labels };
}

/**
 * Which of a custodian's resources a broken glass opens while the rest is sealed: those of an emergency class, and the drugs
 * and devices that these name.
 *
 * @param resources all of the patient's, of the kinds that were asked for
 */
export function opensInEmergency(resources: readonly unknown[]): (resource: unknown) => boolean {
  const named = new Set(resources.flatMap(namedInEmergency));
  return (resource) => emergencyClassOf(resource) !== undefined || named.has(referenceTo(resource));
}

/** Classes are made of types and labels: what else a provision names may divide a class. */
function namesRecords({ categories, data, dataPeriod }: Provision): boolean {
  return [categories, data, dataPeriod].some((element) => element !== undefined);
}

function referenceTo(resource: unknown): string {
  const { resourceType, id } = resource as { readonly resourceType?: string; readonly id?: string };
  return `${resourceType ?? ''}/${id ?? ''}`;
}
