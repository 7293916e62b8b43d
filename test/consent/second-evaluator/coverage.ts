/**
 * How much of what is asked a provision speaks of: none of it, part of it (or nobody can tell), or the whole. The page's two
 * columns become one: a permit needs the whole, a deny is content with a part. Needed elements are the least of their
 * coverages, alternatives the greatest.
 */
import type { Coding, DataEntry, Item, Provision, Request } from './asked';
import { liesInside, spanOfPeriod, touches } from './time-span';

/** None, part or doubt, whole; in this order. */
export type Coverage = 0 | 1 | 2;
export const NONE = 0;
export const PART = 1;
export const WHOLE = 2;

const BELOW_ETH = ['ETHUD', 'OPIOIDUD'];

const wholeIf = (isSo: boolean): Coverage => (isSo ? WHOLE : NONE);
const most = (coverages: readonly Coverage[]): Coverage => Math.max(NONE, ...coverages) as Coverage;
const least = (coverages: readonly Coverage[]): Coverage => Math.min(WHOLE, ...coverages) as Coverage;

/** Several parts of one thing, such as its authors: the whole when each is covered wholly, none when none is at all. */
function together(parts: readonly Coverage[]): Coverage {
  return least(parts) === WHOLE ? WHOLE : most(parts) === NONE ? NONE : PART;
}

/** All names by which a reader could be meant. */
function namesOf({ member, role, person }: Request): string[] {
  return [
    `urn:theriac:organisation ${member}`,
    `urn:theriac:role ${role}`,
    `urn:theriac:role ${member}/${role}`,
    `urn:theriac:person ${member}/${person}`,
  ];
}

const nameOf = (system: string, value: string): string => `${system} ${value}`;

function coverActor(actors: NonNullable<Provision['actor']>, request: Request): Coverage {
  const names = namesOf(request);
  return wholeIf(actors.some(({ reference: { identifier: by } }) => names.includes(nameOf(by.system, by.value))));
}

function coverPurpose(purposes: readonly Coding[], { purpose }: Request): Coverage {
  return wholeIf(purposes.some(({ code }) => (code === 'ETREAT' ? 'BTG' : code) === purpose));
}

function coverCode(concepts: NonNullable<Provision['code']>, { categories }: Item): Coverage {
  if (categories.length === 0) return PART;
  const named = new Set(concepts.flatMap(({ coding }) => coding.map(({ system, code }) => `${system}|${code}`)));
  return wholeIf(categories.some(({ system, code }) => named.has(`${system}|${code}`)));
}

function coverData(entries: readonly DataEntry[], { type, id, refersTo, authors }: Item): Coverage {
  const self = `${type}/${id}`;
  const writers: string[] = [];
  const named = entries.map((entry) => {
    if (entry.meaning === 'authoredby') {
      writers.push(entry.reference.identifier.value);
      return NONE;
    }
    const reached = entry.meaning === 'related' ? [self, ...refersTo] : [self];
    return wholeIf(reached.includes(entry.reference.reference));
  });
  if (writers.length === 0) return most(named);
  const written = authors.length === 0 ? PART : together(authors.map((author) => wholeIf(writers.includes(author))));
  return most([...named, written]);
}

function coverDataPeriod(period: NonNullable<Provision['dataPeriod']>, item: Item): Coverage {
  if (item.period === undefined) return PART;
  const [from, allowed] = [spanOfPeriod(item.period), spanOfPeriod(period)];
  return liesInside(from, allowed) ? WHOLE : touches(from, allowed) ? PART : NONE;
}

function coverSensitivity(sensitivity: string, listed: readonly string[]): Coverage {
  if (listed.includes(sensitivity)) return WHOLE;
  if (BELOW_ETH.includes(sensitivity)) return wholeIf(listed.includes('ETH'));
  return sensitivity === 'ETH' && listed.some((label) => BELOW_ETH.includes(label)) ? PART : NONE;
}

/**
 * Only a rule that names labels, or an exception, is ever asked about them: in both cases unlabelled free text counts as `R`
 * with anything in it.
 */
function coverLabel(labels: readonly Coding[], item: Item): Coverage {
  const listed = labels.map(({ code }) => code);
  const confidentiality = item.isUnlabelledFreeText || item.sensitivities.length > 0 ? 'R' : item.confidentiality;
  if (listed.includes(confidentiality)) return WHOLE;
  if (item.isUnlabelledFreeText) return listed.some((label) => label !== 'N') ? PART : NONE;
  if (item.sensitivities.length === 0) return NONE;
  return together(item.sensitivities.map((sensitivity) => coverSensitivity(sensitivity, listed)));
}

/** How far a provision speaks of a reader and a purpose, whatever the data. */
export function coverReader({ actor, purpose }: Provision, request: Request): Coverage {
  return least([actor ? coverActor(actor, request) : WHOLE, purpose ? coverPurpose(purpose, request) : WHOLE]);
}

/** How far a provision speaks of an item, for a reader and a purpose. */
export function coverItem(provision: Provision, request: Request, item: Item): Coverage {
  const { class: kinds, code, data, dataPeriod, securityLabel } = provision;
  return least([
    coverReader(provision, request),
    kinds ? wholeIf(kinds.some((kind) => kind.code === item.type)) : WHOLE,
    code ? coverCode(code, item) : WHOLE,
    data ? coverData(data, item) : WHOLE,
    dataPeriod ? coverDataPeriod(dataPeriod, item) : WHOLE,
    securityLabel ? coverLabel(securityLabel, item) : WHOLE,
  ]);
}

/** Whether a provision that covers so much has its say: a permit the whole, a deny already a part. */
export function hasItsSay({ type }: Provision, coverage: Coverage): boolean {
  return type === 'permit' ? coverage === WHOLE : coverage !== NONE;
}
