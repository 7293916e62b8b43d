/** The one way in: text or a value becomes a typed command by its schema, or a refusal that names each field and rule. */
import type { core, ZodType } from 'zod';
import { type FieldFault, LedgerError } from './ledger-error';

/** How many faults one refusal names; the rest adds nothing that a caller could act on. */
const MOST_FAULTS = 10;

const UNKNOWN_FIELD = '(unknown)';

/**
 * Parses a value by its schema.
 *
 * @throws LedgerError INVALID_INPUT with each field and the rule it breaks; never the offending value
 */
export function parse<T>(schema: ZodType<T>, value: unknown): T {
  return parseNaming(schema, value, shown);
}

/**
 * Parses JSON text by a schema.
 *
 * @throws LedgerError INVALID_INPUT when the text is not JSON or breaks the schema
 */
export function parseJson<T>(schema: ZodType<T>, text: string): T {
  return parse(schema, valueOf(text));
}

/**
 * Parses JSON text that may hold a person's values: a field that the schema does not know is refused without its name,
 * which is the caller's text. For the same reason the schema has no free keys (records).
 *
 * @throws LedgerError INVALID_INPUT when the text is not JSON or breaks the schema
 */
export function parsePrivateJson<T>(schema: ZodType<T>, text: string): T {
  return parseNaming(schema, valueOf(text), () => UNKNOWN_FIELD);
}

/** The refusal for input that breaks rules of its form. */
export function invalidInput(faults: readonly FieldFault[]): LedgerError {
  const named = faults.slice(0, MOST_FAULTS);
  return new LedgerError('INVALID_INPUT', named.map(({ field, rule }) => `${field}: ${rule}`).join('; '), named);
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidInput([{ field: '(body)', rule: 'must be JSON' }]);
  }
}

/** How an unknown field is called in a refusal. */
type NameOfUnknown = (key: string) => string;

function parseNaming<T>(schema: ZodType<T>, value: unknown, nameOf: NameOfUnknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidInput(result.error.issues.flatMap((issue) => faultsOf(issue, nameOf)));
}

function faultsOf(issue: core.$ZodIssue, nameOf: NameOfUnknown): FieldFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: fieldPath([...issue.path, nameOf(key)]), rule: 'is not a known field' }));
  return [{ field: fieldPath(issue.path), rule: issue.message.replaceAll('; ', ', ') }];
}

/** An unknown field's name is the caller's text: repeated only when it looks like a name. */
function shown(key: string): string {
  return /^[\w.:@-]{1,40}$/.test(key) ? key : UNKNOWN_FIELD;
}

function fieldPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(body)';
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
