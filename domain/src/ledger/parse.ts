/** The one way in: text or a value becomes a typed command by its schema, or a refusal that names each field and rule. */
import type { core, ZodType } from 'zod';
import { type FaultCode, type FieldFault, LedgerError } from './ledger-error';

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
  throw invalidInput(result.error.issues.flatMap(faultsOf));
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

/** The refusal for input that breaks rules of its form; another code when these are rules of another kind. */
export function invalidInput(faults: readonly FieldFault[], code: FaultCode = 'INVALID_INPUT'): LedgerError {
  const named = faults.slice(0, MOST_FAULTS);
  return new LedgerError(code, named.map(({ field, rule }) => `${field}: ${rule}`).join('; '), named);
}

/** Each field that an issue is about, and the rule that it breaks. */
export function faultsOf(issue: core.$ZodIssue): FieldFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: fieldPath([...issue.path, shown(key)]), rule: 'is not a known field' }));
  return [{ field: fieldPath(issue.path), rule: issue.message.replaceAll('; ', ', ') }];
}

/** An unknown field's name is the caller's text: repeated only when it looks like a name. */
function shown(key: string): string {
  return /^[\w.:@-]{1,40}$/.test(key) ? key : '(unknown)';
}

function fieldPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(body)';
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
