/** A pack's code as its label carries it: the law's four fields, for a DataMatrix and for people. */
import { z } from 'zod';
import { calendarDateSchema } from '../calendar-date';
import { readGs1Date, writeGs1Date } from '../gs1-date';
import { gtinSchema } from '../gtin';
import { lotNumberSchema } from '../lot-number';
import { serialSchema } from '../serial';
import { GROUP_SEPARATOR } from './element-string';

/** What stands on a serialised pack. */
export const labelledPackSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  serial: serialSchema,
  expiry: calendarDateSchema,
});

/** What stands on a serialised pack. */
export type LabelledPack = z.infer<typeof labelledPackSchema>;

/** The fields in their order: those of fixed length first, so that only the lot needs a separator after it. */
const fieldsOf = ({ gtin, expiry, lot, serial }: LabelledPack): readonly (readonly [string, string])[] => [
  ['01', gtin],
  ['17', writeGs1Date(expiry)],
  ['10', lot],
  ['21', serial],
];

/** The element string, without symbology prefix, a separator where FNC1 ends the lot. */
export function packElementString(pack: LabelledPack): string {
  return fieldsOf(pack)
    .map(([identifier, value]) => `${identifier}${value}${identifier === '10' ? GROUP_SEPARATOR : ''}`)
    .join('');
}

/** The same for people, a line a field: `(01) 09521104012344`. */
export function packLines(pack: LabelledPack): readonly string[] {
  return fieldsOf(pack).map(([identifier, value]) => `(${identifier}) ${value}`);
}

/** Whether the two digits of a code's year are read as this very date: they reach half a century to both sides. */
export function fitsPackCode(expiry: LabelledPack['expiry'], currentYear: number): boolean {
  return readGs1Date(writeGs1Date(expiry), currentYear)?.date === expiry;
}
