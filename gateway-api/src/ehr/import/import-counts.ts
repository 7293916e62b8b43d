/** What an import came to: every resource of the upload is counted once. */
import { z } from 'zod';
import type { KeptRecord } from '../vault';
import type { Prepared } from './prepare-resource';

/** How many refused resources are named; all of them are counted. */
export const MOST_NAMED = 100;

/** A resource that is not kept, and why. */
export const refusedResourceSchema = z.strictObject({
  /** `line 3` or `/entry/2`. */
  place: z.string(),
  element: z.string(),
  rule: z.string(),
});

/** What became of resources. */
export const importCountsSchema = z.strictObject({
  /** Things that were not known before. */
  kept: z.int(),
  /** Other content of things that were known. */
  newVersions: z.int(),
  /** Content that was known: its source is noted. */
  sameAgain: z.int(),
  /** Kept back until the record number is linked with a patient. */
  waiting: z.int(),
  /** Patient resources: they say whose record it is. */
  patients: z.int(),
  /** Of types that no vault keeps, such as those of billing. */
  otherTypes: z.record(z.string(), z.int()),
  refused: z.int(),
  /** The first refused ones. */
  refusals: z.array(refusedResourceSchema).max(MOST_NAMED),
});

/** What became of resources. */
export type ImportCounts = z.infer<typeof importCountsSchema>;

/** The counts of nothing. */
export const NO_COUNTS: ImportCounts = {
  ...{ kept: 0, newVersions: 0, sameAgain: 0, waiting: 0, patients: 0, refused: 0 },
  otherTypes: {},
  refusals: [],
};

/** Adds counts up. */
export function addCounts(one: ImportCounts, other: Partial<ImportCounts>): ImportCounts {
  const sum = (name: 'kept' | 'newVersions' | 'sameAgain' | 'waiting' | 'patients' | 'refused'): number =>
    one[name] + (other[name] ?? 0);
  const otherTypes = { ...one.otherTypes };
  for (const [type, count] of Object.entries(other.otherTypes ?? {}))
    otherTypes[type] = (otherTypes[type] ?? 0) + count;
  return {
    ...{ kept: sum('kept'), newVersions: sum('newVersions'), sameAgain: sum('sameAgain'), waiting: sum('waiting') },
    ...{ patients: sum('patients'), refused: sum('refused'), otherTypes },
    refusals: [...one.refusals, ...(other.refusals ?? [])].slice(0, MOST_NAMED),
  };
}

/** How many resources counts account for. */
export function totalOf({ otherTypes, refusals: _, ...counts }: ImportCounts): number {
  return [...Object.values(counts), ...Object.values(otherTypes)].reduce((sum, count) => sum + count, 0);
}

/** What became of a resource that is not to be kept. */
export function countOf(place: string, one: Exclude<Prepared, { outcome: 'prepared' }>): Partial<ImportCounts> {
  if (one.outcome === 'patient') return { patients: 1 };
  if (one.outcome === 'otherType') return { otherTypes: { [one.type]: 1 } };
  return refusal(place, ...one.faults);
}

/** What became of resources that are in the vault. */
export function countsOfKept(kept: readonly KeptRecord[]): Partial<ImportCounts> {
  const fresh = kept.filter(({ isNew }) => isNew);
  const first = fresh.filter(({ version }) => version === 1);
  return { kept: first.length, newVersions: fresh.length - first.length, sameAgain: kept.length - fresh.length };
}

/** A resource is refused once, for all its faults: the first is named. */
export function refusal(place: string, ...[first]: readonly { field: string; rule: string }[]): Partial<ImportCounts> {
  const { field: element = 'Resource', rule = 'is refused' } = first ?? {};
  return { refused: 1, refusals: [{ place, element, rule }] };
}
