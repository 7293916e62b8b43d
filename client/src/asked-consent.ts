/** Whether what would stand is what was asked for: a FHIR Consent compared, element by element, with what became of it. */
import { canonical, type ShownActor, type ShownConsent, type ShownPeriod, type ShownProvision } from './consents';

/** A FHIR resource as far as it is looked at; what is missing or of another form compares with nothing. */
type Fhir = Readonly<Record<string, unknown>>;

/** Whether a compiled consent says what a FHIR R4 Consent says, no more and no less. */
export function isCompiledOf(resource: unknown, { rule, exception, givenAt }: ShownConsent): boolean {
  const { provision, dateTime } = objectOf(resource);
  const nested = listOf(objectOf(provision).provision);
  return (
    isProvision(objectOf(provision), rule) &&
    nested.length === (exception === undefined ? 0 : 1) &&
    (exception === undefined || isProvision(objectOf(nested[0]), exception)) &&
    isMoment(dateTime, givenAt, 'start')
  );
}

/** The patient whom a FHIR Consent is about. */
export function patientOf(resource: unknown): string | undefined {
  const { reference } = objectOf(objectOf(resource).patient);
  return typeof reference === 'string' ? reference.replace(/^Patient\//, '') : undefined;
}

function isProvision(asked: Fhir, shown: ShownProvision): boolean {
  return (
    asked.type === shown.type &&
    isSame(asked.actor, actorOf, shown.actors) &&
    isSame(asked.purpose, (one) => purposeOf(objectOf(one).code), shown.purposes) &&
    isSame(asked.class, (one) => objectOf(one).code, shown.types) &&
    isSame(asked.code, (one) => codeOf(listOf(objectOf(one).coding)[0]), shown.categories) &&
    isSame(asked.securityLabel, (one) => objectOf(one).code, shown.labels) &&
    isSame(asked.data, dataOf, shown.data) &&
    isPeriod(asked.period, shown.period) &&
    isPeriod(asked.dataPeriod, shown.dataPeriod)
  );
}

/** Order and repetition say nothing; whether there is a list at all does. */
function isSame(asked: unknown, read: (one: unknown) => unknown, shown: readonly unknown[] | undefined): boolean {
  if (asked === undefined || shown === undefined) return asked === shown;
  const wanted = new Set(listOf(asked).map((one) => canonical(read(one))));
  const given = new Set(shown.map(canonical));
  return wanted.size === given.size && [...wanted].every((one) => given.has(one));
}

function actorOf(asked: unknown): ShownActor {
  return referencedActor(objectOf(objectOf(asked).reference));
}

function referencedActor({ type, identifier }: Fhir): ShownActor {
  const value = String(objectOf(identifier).value);
  const [organisation = '', name = ''] = value.split('/');
  if (type === 'Practitioner') return { organisation, person: name };
  if (type === 'Organization') return { organisation: value };
  return value.includes('/') ? { organisation, role: name } : { role: value };
}

function dataOf(asked: unknown): Fhir {
  const { meaning, reference } = objectOf(asked);
  const held = objectOf(reference);
  if (meaning === 'authoredby') return { authoredBy: referencedActor(held).organisation };
  return { [String(meaning)]: held.reference };
}

function codeOf(coding: unknown): Fhir {
  const { system, code } = objectOf(coding);
  return { system, code };
}

/** Emergency treatment is read as breaking the glass. */
function purposeOf(code: unknown): unknown {
  return code === 'ETREAT' ? 'BTG' : code;
}

function isPeriod(asked: unknown, shown: ShownPeriod | undefined): boolean {
  const { start, end } = objectOf(asked);
  return isMoment(start, shown?.start, 'start') && isMoment(end, shown?.end, 'end');
}

/** A date stands for its first millisecond as a start, for its last one as an end, in UTC. */
function isMoment(asked: unknown, shown: string | undefined, bound: 'start' | 'end'): boolean {
  if (typeof asked !== 'string' || shown === undefined) return asked === shown;
  const at = Date.parse(shown);
  if (asked.includes('T') || bound === 'start') return Date.parse(asked) === at;
  const isIn = (moment: number): boolean => new Date(moment).toISOString().startsWith(asked);
  return isIn(at) && !isIn(at + 1);
}

function objectOf(value: unknown): Fhir {
  return typeof value === 'object' && value !== null ? (value as Fhir) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
