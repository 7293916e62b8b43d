/** What a scan would say if the scanner were set wrongly: tried on the ledger before a pack is called unknown. */
import { type LotNumber, lotNumberSchema } from '../lot-number';
import { type Serial, serialSchema } from '../serial';
import { readGs1Date } from '../gs1-date';
import { checkField } from './check-field';
import { readElementString } from './element-string';
import { type Scan, ScanRefusal, type ScannedField } from './scan';
import type { ScanContext } from './parse-scan';
import type { TechnicalCause } from './technical-cause';

/** Another way to read a scan, and what would explain it. */
export interface AlternativeReading {
  readonly cause: TechnicalCause;
  readonly scan: Scan;
}

/** A missing separator leaves so many ways to split at most: more would let one scan cost many look-ups. */
const MOST_SPLITS = 8;

/** Fields that follow a lot or a serial on medicines. */
const FOLLOWING = ['21', '10', '17', '11', '710', '711', '712', '713', '714', '715', '716', '717', '240'];

/** Every alternative reading of a scan that differs from it, the likeliest cause first. */
export function alternativeReadings(scan: Scan, context: ScanContext): AlternativeReading[] {
  return [
    ...respelt(scan, 'caps-lock', swapCase),
    ...respelt(scan, 'keyboard-layout', swapYAndZ),
    ...split(scan, context),
  ];
}

function respelt(scan: Scan, cause: TechnicalCause, spell: (text: string) => string): AlternativeReading[] {
  const lot = scan.lot && lotNumberSchema.parse(spell(scan.lot));
  const serial = scan.serial && serialSchema.parse(spell(scan.serial));
  return lot === scan.lot && serial === scan.serial ? [] : [{ cause, scan: { ...scan, lot, serial } }];
}

/** Upper case for lower, and the other way round: what caps lock does to what a scanner types. */
export function swapCase(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const upper = letter.toUpperCase();
    return letter === upper ? letter.toLowerCase() : upper;
  });
}

/** Y for Z, and the other way round: German and English keyboards swap them. */
export function swapYAndZ(text: string): string {
  const swapped: Readonly<Record<string, string>> = { y: 'z', z: 'y', Y: 'Z', Z: 'Y' };
  return text.replace(/[yzYZ]/g, (letter) => swapped[letter] ?? letter);
}

/** A lot or serial that swallowed the fields after it, because no separator ended it. */
function split(scan: Scan, context: ScanContext): AlternativeReading[] {
  return (['lot', 'serial'] as const)
    .flatMap((field) => splitsOf(scan[field] ?? '').map(([head, tail]) => withSplit(scan, field, head, tail, context)))
    .filter((reading) => reading !== undefined)
    .slice(0, MOST_SPLITS)
    .map((found) => ({ cause: 'missing-separator', scan: found }));
}

function splitsOf(value: string): [string, string][] {
  const splits: [string, string][] = [];
  for (let at = 1; at < value.length - 2; at += 1) {
    if (FOLLOWING.some((identifier) => value.startsWith(identifier, at)))
      splits.push([value.slice(0, at), value.slice(at)]);
  }
  return splits;
}

function withSplit(
  scan: Scan,
  field: 'lot' | 'serial',
  head: string,
  tail: string,
  { currentYear }: ScanContext,
): Scan | undefined {
  const fields = fieldsOf(tail, currentYear);
  const at = (identifier: string): string | undefined => fields?.find((each) => each.identifier === identifier)?.value;
  const known: Record<string, unknown> = {
    '10': scan.lot,
    '21': scan.serial,
    '17': scan.expiry,
    '11': scan.production,
  };
  // A field that the scan has already cannot be hidden in another one.
  if (fields === undefined || fields.some(({ identifier }) => known[identifier] !== undefined)) return undefined;
  const dateAt = (identifier: string): Scan['expiry'] => readGs1Date(at(identifier) ?? '', currentYear);
  return {
    ...scan,
    lot: field === 'lot' ? (head as LotNumber) : ((at('10') ?? scan.lot) as LotNumber | undefined),
    serial: field === 'serial' ? (head as Serial) : ((at('21') ?? scan.serial) as Serial | undefined),
    expiry: scan.expiry ?? dateAt('17'),
    production: scan.production ?? dateAt('11'),
  };
}

function fieldsOf(text: string, currentYear: number): ScannedField[] | undefined {
  try {
    const fields = readElementString(text);
    for (const field of fields) checkField(field, currentYear);
    return fields;
  } catch (error) {
    if (error instanceof ScanRefusal) return undefined;
    throw error;
  }
}
