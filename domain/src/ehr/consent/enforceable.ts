/** Marks in schemas what is well formed but nobody could hold readers to, so that it is told apart from mistakes. */
import { z } from 'zod';
import { expected, type FieldFault, faultsOf, invalidInput, type LedgerError } from '../../ledger';

/** The rule that a value breaks which cannot be enforced. */
export const NOT_ENFORCED = 'is not one that is enforced here';

/** Options of a refinement whose breach makes a consent unenforceable. */
export function unenforceable(rule: string) {
  return { error: rule, params: { isEnforceable: false } };
}

/** Ends a transformation since an element, by its path from here, cannot be enforced. */
export function refuseElement(context: z.core.$RefinementCtx, path: readonly string[], rule: string): never {
  const { error: message, params } = unenforceable(rule);
  context.issues.push({ code: 'custom', path: [...path], message, params, input: undefined });
  return z.NEVER;
}

/** One of these words; another one cannot be enforced. */
export function wordOf<const Word extends string>(words: readonly Word[]) {
  return z.string(expected('a code')).pipe(z.enum(words, NOT_ENFORCED));
}

/**
 * The refusal for what a schema finds: CONSENT_NOT_ENFORCEABLE with the elements that nobody could enforce, when there
 * are any: mending the others would not help. Else INVALID_INPUT.
 */
export function consentRefusal(issues: readonly z.core.$ZodIssue[]): LedgerError {
  const unenforced = issues.filter(isUnenforceable);
  return unenforced.length > 0
    ? notEnforceable(unenforced.flatMap((issue) => faultsOf(issue)))
    : invalidInput(issues.flatMap((issue) => faultsOf(issue)));
}

/** The refusal for elements that nobody could enforce. */
export function notEnforceable(faults: readonly FieldFault[]): LedgerError {
  return invalidInput(faults, 'CONSENT_NOT_ENFORCEABLE');
}

/** An element that is not known, a word that is not in its list, or a rule marked so. */
function isUnenforceable(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'custom') return issue.params?.isEnforceable === false;
  return issue.code === 'unrecognized_keys' || issue.code === 'invalid_value';
}
