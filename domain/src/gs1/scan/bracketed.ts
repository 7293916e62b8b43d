/** Bracketed text, as it is printed under a barcode and typed by people: `(01)09521321012345(21)ABC`. */
import { identifierFormat } from '../application-identifiers';
import { refuseScan, type ScannedField } from './scan';

const IDENTIFIER = /\((\d{2,4})\)/y;

/**
 * Splits bracketed text into its fields. Spaces around a value are layout. A bracket inside a value is written `\(`, or
 * as it is where no GS1 field could begin there.
 */
export function readBracketed(text: string): ScannedField[] {
  const fields: ScannedField[] = [];
  let at = 0;
  while (at < text.length) {
    const identifier = identifierAt(text, at);
    if (identifier === undefined) return refuseScan('scan', `has no GS1 field at character ${at + 1}`);
    const start = at + identifier.length + 2;
    const end = endOfValue(text, start);
    fields.push({ identifier, value: text.slice(start, end).replaceAll('\\(', '(').trim() });
    at = end;
  }
  return fields;
}

function endOfValue(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(' && text[at - 1] !== '\\' && identifierAt(text, at) !== undefined) return at;
  }
  return text.length;
}

function identifierAt(text: string, at: number): string | undefined {
  IDENTIFIER.lastIndex = at;
  const identifier = IDENTIFIER.exec(text)?.[1];
  return identifier !== undefined && identifierFormat(identifier) !== undefined ? identifier : undefined;
}
