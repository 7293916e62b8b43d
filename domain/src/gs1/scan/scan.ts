/** What a scanner read, as typed fields. */
import type { Gln } from '../gln';
import type { Gs1Date } from '../gs1-date';
import type { Gtin } from '../gtin';
import type { LotNumber } from '../lot-number';
import type { NationalScheme } from '../national-number';
import type { Serial } from '../serial';
import type { Sscc } from '../sscc';
import type { TechnicalCause } from './technical-cause';

/** A field as it stood in the barcode. */
export interface ScannedField {
  /** The Application Identifier, such as `01`. */
  readonly identifier: string;
  readonly value: string;
}

/** How the text was written: what a scanner sends, what people type, a web address, or a bare product number. */
export type Carrier = 'element-string' | 'bracketed' | 'digital-link' | 'plain-gtin';

/** A barcode that keeps GS1's rules. Which fields a use needs is that use's rule: see {@link missingForPack}. */
export interface Scan {
  readonly carrier: Carrier;
  readonly gtin: Gtin | undefined;
  readonly serial: Serial | undefined;
  readonly lot: LotNumber | undefined;
  readonly expiry: Gs1Date | undefined;
  readonly production: Gs1Date | undefined;
  readonly sscc: Sscc | undefined;
  readonly gln: Gln | undefined;
  readonly nationalNumbers: readonly { readonly scheme: NationalScheme; readonly number: string }[];
  /** Every other field, in the order scanned. */
  readonly others: readonly ScannedField[];
  /** What in the text itself says that the scanner is set wrongly. */
  readonly signs: readonly TechnicalCause[];
}

/** Why a text is no barcode: the field (`(17)`, or `scan` for the whole), the rule it breaks; never its value. */
export interface ScanFault {
  readonly field: string;
  readonly rule: string;
  /** The likely technical cause, when there is one. */
  readonly cause?: TechnicalCause;
}

/** A scan, or why it is none. */
export type ScanResult =
  { readonly ok: true; readonly scan: Scan } | { readonly ok: false; readonly faults: readonly ScanFault[] };

/** Thrown inside the parser only; `parseScan` turns it into a result. */
export class ScanRefusal extends Error {
  constructor(readonly fault: ScanFault) {
    super(`${fault.field}: ${fault.rule}`);
    this.name = 'ScanRefusal';
  }
}

/** Refuses a field by a rule. */
export function refuseScan(field: string, rule: string, cause?: TechnicalCause): never {
  throw new ScanRefusal(cause === undefined ? { field, rule } : { field, rule, cause });
}

/** The identifiers of the fields that a serialised medicine carries and this scan does not. */
export function missingForPack(scan: Scan): string[] {
  const fields = [
    ['01', scan.gtin],
    ['21', scan.serial],
    ['10', scan.lot],
    ['17', scan.expiry],
  ] as const;
  return fields.flatMap(([identifier, value]) => (value === undefined ? [identifier] : []));
}
