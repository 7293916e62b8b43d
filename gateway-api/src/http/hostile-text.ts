/** What no field of any request may hold, since no store and no ledger could keep it: checked before any schema. */
import { type FieldFault, invalidInput } from '@theriac/domain/ledger';

/** Deeper than any message of this API, and shallow enough for every recursive function after it. */
const DEEPEST = 64;

/**
 * Refuses NUL, lone surrogates, keys that reach for prototypes, and nesting without end.
 *
 * @throws LedgerError INVALID_INPUT naming the first such field
 */
export function refuseHostileText(value: unknown, field = '', depth = 0): void {
  const fault = faultOf(value, depth);
  if (fault !== undefined) throw invalidInput([{ field: field === '' ? '(body)' : field, rule: fault }]);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    value.forEach((entry, index) => {
      refuseHostileText(entry, `${field}[${index}]`, depth + 1);
    });
    return;
  }
  for (const [key, entry] of Object.entries(value)) {
    const keyFault = keyFaultOf(key);
    // The key itself is not repeated: it is what is hostile.
    if (keyFault !== undefined) throw invalidInput([{ field: field === '' ? '(body)' : field, rule: keyFault }]);
    refuseHostileText(entry, field === '' ? key : `${field}.${key}`, depth + 1);
  }
}

function faultOf(value: unknown, depth: number): FieldFault['rule'] | undefined {
  if (depth > DEEPEST) return `must not nest deeper than ${DEEPEST}`;
  return typeof value === 'string' ? textFaultOf(value) : undefined;
}

function textFaultOf(text: string): string | undefined {
  // With the flag u a pair is one character, so that only a lone surrogate is found.
  if (/\p{Surrogate}/u.test(text)) return 'must be well-formed Unicode';
  return text.includes('\0') ? 'must not hold U+0000' : undefined;
}

function keyFaultOf(key: string): string | undefined {
  if (key === '__proto__' || key === 'constructor' || key === 'prototype') return 'must not have a field of that name';
  return textFaultOf(key) === undefined ? undefined : 'must not have a field with such a name';
}
