/** Makes one view of what several custodians released: each thing once, as its newest word has it, with all who told it. */
import type { ReleasedRecord, ReleasedSource } from './record-release.call';
import type { VerifiedRelease } from './verify-release';

/** A custodian's part in an entry. */
export interface Telling {
  readonly custodian: string;
  /** The record that stands for the thing at this custodian. */
  readonly thing: string;
  readonly sources: readonly ReleasedSource[];
}

/** One thing of the record. */
export interface ViewEntry {
  readonly type: string;
  /** The record whose version is shown. */
  readonly record: string;
  readonly version: number;
  readonly body: ReleasedRecord['body'];
  /** The custodian whose version is shown comes first. */
  readonly tellings: readonly Telling[];
  /** When the last word on it arrived, at whichever custodian. */
  readonly arrivedAt: string;
}

/** A thing at one custodian. */
interface Thing {
  readonly custodian: string;
  readonly thing: string;
  readonly versions: readonly ReleasedRecord[];
}

/** Merges; entries are in the order of type and record, which does not change while nothing arrives. */
export function mergeRecords(releases: readonly Pick<VerifiedRelease, 'custodian' | 'records'>[]): ViewEntry[] {
  const things = releases.flatMap(thingsOf);
  return sameThings(things)
    .map(entryOf)
    .sort((one, other) => compare(`${one.type} ${one.record}`, `${other.type} ${other.record}`));
}

function thingsOf({ custodian, records }: Pick<VerifiedRelease, 'custodian' | 'records'>): Thing[] {
  const versions = new Map<string, ReleasedRecord[]>();
  for (const one of records) versions.set(one.thing, [...(versions.get(one.thing) ?? []), one]);
  return [...versions].map(([thing, all]) => ({ custodian, thing, versions: all }));
}

/** Groups of things that are one: they share a business identifier that names one thing only at each custodian. */
function sameThings(things: readonly Thing[]): Thing[][] {
  const groups = new Map(things.map((one) => [one, [one]]));
  for (const sharing of sharingOf(things).values()) {
    if (new Set(sharing.map(({ custodian }) => custodian)).size < sharing.length) continue;
    const together = [...new Set(sharing.map((one) => groups.get(one) ?? [one]))].flat();
    // Two things of one custodian are two: it would have said so otherwise.
    if (new Set(together.map(({ custodian }) => custodian)).size < together.length) continue;
    for (const one of together) groups.set(one, together);
  }
  return [...new Set(groups.values())];
}

function sharingOf(things: readonly Thing[]): Map<string, Thing[]> {
  const sharing = new Map<string, Thing[]>();
  for (const one of things) {
    const names = new Set(one.versions.flatMap(({ body }) => identifiersOf(body)));
    for (const name of names) sharing.set(name, [...(sharing.get(name) ?? []), one]);
  }
  return sharing;
}

/** By the bodies, which were verified, and not by what their custodian says of them. */
function identifiersOf({ resourceType, identifier }: ReleasedRecord['body']): string[] {
  const all: unknown[] = Array.isArray(identifier) ? identifier : [identifier];
  return all.flatMap((one) => {
    const { system, value } = (one ?? {}) as { readonly system?: unknown; readonly value?: unknown };
    return typeof system === 'string' && typeof value === 'string' ? [`${resourceType} ${system} ${value}`] : [];
  });
}

function entryOf(things: readonly Thing[]): ViewEntry {
  const versions = things.flatMap(({ custodian, thing, versions: all }) =>
    all.map((one) => ({ custodian, thing, one, asOf: latest(one.sources.map((source) => source.asOf)) })),
  );
  const shown = versions.reduce((best, next) => (next.asOf >= best.asOf ? next : best));
  const tellings = things.map(({ custodian, thing, versions: all }) => {
    return { custodian, thing, sources: all.flatMap(({ sources }) => sources) };
  });
  const first = tellings.filter(({ custodian }) => custodian === shown.custodian);
  const { record, version, body } = shown.one;
  return {
    ...{ type: body.resourceType, record, version, body },
    tellings: [...first, ...tellings.filter((one) => !first.includes(one))],
    arrivedAt: latest(tellings.flatMap(({ sources }) => sources.map(({ arrivedAt }) => arrivedAt))),
  };
}

/** Moments are text of one form, and sort as such. */
function latest(moments: readonly string[]): string {
  return moments.reduce((last, one) => (one > last ? one : last), '');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
