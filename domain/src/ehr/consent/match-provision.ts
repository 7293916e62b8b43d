/** Whether a provision is about a requester and an item: all its elements are needed, entries of one are alternatives. */
import { liesInside, overlap } from '../fhir';
import { BROADER, type Item, type Label, type Labels, type Sensitivity } from '../item';
import type { ConsentActor, ConsentData, Provision } from './consent.schema';
import type { ReadRequest } from './request.schema';

/** Whether a provision's own period holds the moment. */
export function isInForce({ period }: Provision, { at }: ReadRequest): boolean {
  return period === undefined || overlap(period, { start: at, end: at });
}

/** Whether a provision is about this recipient and purpose. */
export function matchesRecipient({ actors, purposes }: Provision, request: ReadRequest): boolean {
  return (
    (actors === undefined || actors.some((actor) => isActor(actor, request))) &&
    (purposes === undefined || purposes.includes(request.purpose))
  );
}

function isActor(actor: ConsentActor, request: ReadRequest): boolean {
  return (
    (actor.organisation === undefined || actor.organisation === request.organisation) &&
    (!('role' in actor) || actor.role === request.role) &&
    (!('person' in actor) || actor.person === request.person)
  );
}

/** Whether a provision names some data and not all. */
export function namesData({ types, categories, labels, data, dataPeriod }: Provision): boolean {
  return [types, categories, labels, data, dataPeriod].some((element) => element !== undefined);
}

/** Whether a provision is about this item. What is unknown of it never opens anything, and is always covered by a deny. */
export function matchesItem(provision: Provision, item: Item): boolean {
  const { types, categories, data, dataPeriod, labels } = provision;
  const match = provision.type === 'permit' ? PERMIT : DENY;
  return (
    (types === undefined || types.includes(item.type)) &&
    (categories === undefined || match.categories(categories, item)) &&
    (data === undefined || match.data(data, item)) &&
    (dataPeriod === undefined || match.dataPeriod(dataPeriod, item)) &&
    (labels === undefined || match.labels(labels, item))
  );
}

/** How the elements match for which a permit and a deny differ. */
type Matching = {
  readonly [Element in 'categories' | 'data' | 'dataPeriod' | 'labels']: (
    entries: NonNullable<Provision[Element]>,
    item: Item,
  ) => boolean;
};

const PERMIT: Matching = {
  categories: hasCategory,
  data: (data, item) => data.some((entry) => isNamed(entry, item)) || isWrittenByNamedOnly(data, item),
  dataPeriod: (dataPeriod, { period }) => period !== undefined && liesInside(period, dataPeriod),
  // Labels are only asked for by a consent that names some, in its rule or in its exception: to such a one, unlabelled
  // text could be about anything. To all others it is as usual as anything else.
  labels: (named, { labels }) => {
    if (labels.isUnlabelledText) return named.includes('R');
    return named.includes(confidentialityOf(labels)) || areAllNamed(named, labels.sensitivities);
  },
};

const DENY: Matching = {
  categories: (categories, item) => item.categories.length === 0 || hasCategory(categories, item),
  data: (data, item) => data.some((entry) => isNamed(entry, item) || isWrittenBy(entry, item)),
  dataPeriod: (dataPeriod, { period }) => period === undefined || overlap(period, dataPeriod),
  labels: (named, { labels }) => {
    if (labels.isUnlabelledText) return named.some((label) => label !== 'N');
    return named.includes(confidentialityOf(labels)) || labels.sensitivities.some((one) => isTouched(named, one));
  },
};

function hasCategory(categories: NonNullable<Provision['categories']>, item: Item): boolean {
  return categories.some(({ system, code }) =>
    item.categories.some((category) => category.system === system && category.code === code),
  );
}

function isNamed(entry: ConsentData, { type, id, references }: Item): boolean {
  const own = `${type}/${id}`;
  if ('instance' in entry) return entry.instance === own;
  return 'related' in entry && (entry.related === own || references.includes(entry.related));
}

/** A permit by author opens only what nobody else had a hand in. */
function isWrittenByNamedOnly(data: readonly ConsentData[], { authors }: Item): boolean {
  const isAuthorNamed = (author: string) => data.some((entry) => 'authoredBy' in entry && entry.authoredBy === author);
  return authors.length > 0 && authors.every(isAuthorNamed);
}

function isWrittenBy(entry: ConsentData, { authors }: Item): boolean {
  return 'authoredBy' in entry && (authors.length === 0 || authors.includes(entry.authoredBy));
}

/** What is sensitive is restricted, whatever else its label says. */
function confidentialityOf({ confidentiality, sensitivities }: Labels): 'N' | 'R' {
  return sensitivities.length > 0 ? 'R' : confidentiality;
}

function areAllNamed(named: readonly Label[], sensitivities: readonly Sensitivity[]): boolean {
  return sensitivities.length > 0 && sensitivities.every((one) => isCovered(named, one));
}

/** Whether a sensitivity is named, or the broader one that it lies below. */
function isCovered(named: readonly Label[], sensitivity: Sensitivity): boolean {
  const broader = BROADER[sensitivity];
  return named.includes(sensitivity) || (broader !== undefined && named.includes(broader));
}

/** As {@link isCovered}; and what is only known to be of a broader kind may be of the named one. */
function isTouched(named: readonly Label[], sensitivity: Sensitivity): boolean {
  return isCovered(named, sensitivity) || named.some((label) => BROADER[label] === sensitivity);
}
