/** The one way from a scanned text to a typed scan: element strings, bracketed text, Digital Links, bare product numbers. */
import { glnSchema } from '../gln';
import { type Gs1Date, readGs1Date } from '../gs1-date';
import { anyGtinSchema, gtinSchema } from '../gtin';
import { lotNumberSchema } from '../lot-number';
import { schemeOf } from '../national-number';
import { serialSchema } from '../serial';
import { ssccSchema } from '../sscc';
import { readBracketed } from './bracketed';
import { checkField } from './check-field';
import { isWebAddress, readDigitalLink } from './digital-link';
import { GROUP_SEPARATOR, readElementString } from './element-string';
import { type Carrier, refuseScan, type Scan, ScanRefusal, type ScannedField, type ScanResult } from './scan';
import { checkCharacters, type Prepared, prepare } from './prepare';

/** The most that the largest GS1 symbol (QR Code) holds. */
const LONGEST = 4296;

/** What the reading of a scan depends on beside its text. */
export interface ScanContext {
  /** The year of today: a barcode says two digits of a year only. */
  readonly currentYear: number;
}

/** Reads what a scanner sent, or says which field breaks which rule. */
export function parseScan(text: string, { currentYear }: ScanContext): ScanResult {
  try {
    if (text.length > LONGEST) refuseScan('scan', `must have at most ${LONGEST} characters`);
    const prepared = prepare(text);
    const [carrier, fields] = readFields(prepared);
    return { ok: true, scan: scanOf(carrier, distinct(fields), prepared, currentYear) };
  } catch (error) {
    if (error instanceof ScanRefusal) return { ok: false, faults: [error.fault] };
    throw error;
  }
}

function readFields({ text, isPlainCode }: Prepared): [Carrier, ScannedField[]] {
  if (isWebAddress(text)) return ['digital-link', readDigitalLink(text)];
  checkCharacters(text);
  const plain = anyGtinSchema.safeParse(text);
  if (plain.success) return ['plain-gtin', [{ identifier: '01', value: plain.data }]];
  if (isPlainCode) return refuseScan('scan', 'must be a GTIN with the right check digit, as its barcode’s kind says');
  if (text.startsWith('(')) return ['bracketed', readBracketed(text)];
  return ['element-string', readElementString(text)];
}

/** The same field twice with one value is one field (two symbols read as one); with two values it is a contradiction. */
function distinct(fields: readonly ScannedField[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { identifier, value } of fields) {
    const known = values.get(identifier);
    if (known !== undefined && known !== value) refuseScan(`(${identifier})`, 'stands twice with different values');
    values.set(identifier, value);
  }
  return values;
}

const TYPED = new Set(['00', '01', '10', '11', '17', '21', '414']);

function scanOf(carrier: Carrier, values: ReadonlyMap<string, string>, { signs }: Prepared, currentYear: number): Scan {
  const fields = [...values].map(([identifier, value]) => ({ identifier, value }));
  if (fields.length === 0) refuseScan('scan', 'must not be empty');
  for (const field of fields) checkField(field, currentYear);
  const dateOf = (identifier: string): Gs1Date | undefined => readGs1Date(values.get(identifier) ?? '', currentYear);
  return {
    carrier,
    gtin: typed(gtinSchema, '01', values),
    serial: typed(serialSchema, '21', values),
    lot: typed(lotNumberSchema, '10', values),
    sscc: typed(ssccSchema, '00', values),
    gln: typed(glnSchema, '414', values),
    expiry: dateOf('17'),
    production: dateOf('11'),
    nationalNumbers: fields.flatMap(({ identifier, value }) => {
      const scheme = schemeOf(identifier);
      return scheme === undefined ? [] : [{ scheme, number: value }];
    }),
    others: fields.filter(({ identifier }) => !TYPED.has(identifier) && schemeOf(identifier) === undefined),
    signs,
  };
}

interface Parser<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };
}

function typed<T>(schema: Parser<T>, identifier: string, values: ReadonlyMap<string, string>): T | undefined {
  const value = values.get(identifier);
  if (value === undefined) return undefined;
  const result = schema.safeParse(value);
  return result.success ? result.data : refuseScan(`(${identifier})`, result.error.issues[0]?.message ?? 'is refused');
}

export { GROUP_SEPARATOR };
