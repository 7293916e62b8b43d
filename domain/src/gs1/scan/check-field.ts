/** Whether a field's value keeps the rules of its Application Identifier: length, characters, check digit, date. */
import { type Component, identifierFormat } from '../application-identifiers';
import { hasCheckDigit } from '../check-digit';
import { readGs1Date } from '../gs1-date';
import { lengthRule } from './element-string';
import { refuseScan, type ScannedField } from './scan';

const CHARACTERS: Readonly<Record<Component['kind'], RegExp>> = {
  digits: /^\d*$/,
  'set-82': /^[!"%-?A-Z_a-z]*$/,
  'set-39': /^[#\-/0-9A-Z]*$/,
  'set-64': /^[\w=-]*$/,
};

const CHARACTER_RULES: Readonly<Record<Component['kind'], string>> = {
  digits: 'must have digits only',
  'set-82': 'has a character that GS1 does not allow',
  'set-39': 'has a character that GS1 does not allow',
  'set-64': 'has a character that GS1 does not allow',
};

/**
 * Checks one field.
 *
 * @throws ScanRefusal which names the field and the rule
 */
export function checkField({ identifier, value }: ScannedField, currentYear: number): void {
  const format = identifierFormat(identifier);
  const field = `(${identifier})`;
  if (format === undefined) return refuseScan(field, 'is no GS1 field');
  if (value.length < Math.max(format.min, 1) || value.length > format.max) refuseScan(field, lengthRule(format));
  let at = 0;
  for (const component of format.components) {
    checkComponent(value.slice(at, at + component.max), component, field, currentYear);
    at += component.max;
  }
}

function checkComponent(part: string, { kind, check }: Component, field: string, currentYear: number): void {
  if (!CHARACTERS[kind].test(part)) refuseScan(field, CHARACTER_RULES[kind]);
  if (check === 'check-digit' && !hasCheckDigit(part)) refuseScan(field, 'has a wrong check digit');
  if (check === 'date' && readGs1Date(part, currentYear) === undefined) {
    refuseScan(field, 'must be a date that exists, YYMMDD');
  }
}
