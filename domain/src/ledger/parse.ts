/** The one way in: text or a value becomes a typed command by its schema, or a refusal that names each field and rule. */
import type { ZodType } from 'zod';
import { type FieldFault, LedgerError } from './ledger-error';

/** How many faults one refusal names; the rest adds nothing that a caller could act on. */
const MOST_FAULTS = 10;

/**
 * Parses a value by its schema.
 *
 * @throws LedgerError INVALID_INPUT with each field and the rule it breaks; never the offending value
 */
export function parse<T>(schema: ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidInput(
    result.error.issues.map((issue) => ({ field: fieldPath(issue.path), rule: issue.message.replaceAll('; ', ', ') })),
  );
}

/**
 * Parses JSON text by a schema.
 *
 * @throws LedgerError INVALID_INPUT when the text is not JSON or breaks the schema
 */
export function parseJson<T>(schema: ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidInput([{ field: '(body)', rule: 'must be JSON' }]);
  }
  return parse(schema, value);
}

/** The refusal for input that breaks rules of its form. */
export function invalidInput(faults: readonly FieldFault[]): LedgerError {
  const named = faults.slice(0, MOST_FAULTS);
  return new LedgerError('INVALID_INPUT', named.map(({ field, rule }) => `${field}: ${rule}`).join('; '), named);
}

function fieldPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(body)';
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
