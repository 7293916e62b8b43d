/** Element strings: fields one after the other, those of variable length ended by FNC1 (General Specifications, section 7.8). */
import { IDENTIFIER_LENGTHS, identifierFormat, type IdentifierFormat } from '../application-identifiers';
import { refuseScan, type ScannedField } from './scan';

/** FNC1 as scanners send it: the ASCII group separator. */
export const GROUP_SEPARATOR = '\u001d';

/** Splits an element string, without symbology prefix, into its fields. */
export function readElementString(text: string): ScannedField[] {
  const fields: ScannedField[] = [];
  let at = text.startsWith(GROUP_SEPARATOR) ? 1 : 0;
  while (at < text.length) {
    const { identifier, format } = identifierAt(text, at);
    const value = valueAt(text, at + identifier.length, format, identifier);
    fields.push({ identifier, value });
    at += identifier.length + value.length;
    // After a field of fixed length the separator is superfluous but harmless; so it is at the end.
    if (text[at] === GROUP_SEPARATOR) at += 1;
  }
  return fields;
}

function identifierAt(text: string, at: number): { identifier: string; format: IdentifierFormat } {
  for (const length of IDENTIFIER_LENGTHS) {
    const identifier = text.slice(at, at + length);
    const format = identifier.length === length ? identifierFormat(identifier) : undefined;
    if (format !== undefined) return { identifier, format };
  }
  return refuseScan('scan', `has no GS1 field at character ${at + 1}`);
}

function valueAt(text: string, at: number, format: IdentifierFormat, identifier: string): string {
  const end = text.indexOf(GROUP_SEPARATOR, at);
  const rest = end < 0 ? text.slice(at) : text.slice(at, end);
  // A fixed length ends by itself, though only the predefined ones may leave the separator out.
  if (format.min === format.max && rest.length >= format.max) {
    if (!format.isPredefined && rest.length > format.max) {
      refuseScan(`(${identifier})`, lengthRule(format), 'missing-separator');
    }
    return rest.slice(0, format.max);
  }
  if (rest.length > format.max) refuseScan(`(${identifier})`, lengthRule(format), 'missing-separator');
  if (rest.length < format.min) refuseScan(`(${identifier})`, lengthRule(format));
  return rest;
}

/** The rule of length of a field, as a sentence's end. */
export function lengthRule({ min, max }: IdentifierFormat): string {
  return min === max ? `must have ${max} characters` : `must have ${Math.max(min, 1)} to ${max} characters`;
}
