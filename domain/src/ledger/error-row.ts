/** One refusal of the vocabulary: what kind of answer it is, what it means, whether sending the same again can help. */

/**
 * What sort of refusal a code is. A gateway maps a kind to a transport status in one place; nothing else knows HTTP.
 *
 * - `invalid`: the input breaks a rule of its form
 * - `unauthenticated`: nobody known is calling
 * - `forbidden`: the caller may not do this
 * - `not-found`: what it names does not exist
 * - `conflict`: it contradicts what already stands
 * - `refused`: well formed and permitted, but a business rule says no
 * - `busy`: try again later
 * - `unavailable`: a part of the system is away
 * - `broken`: the ledger's own data contradict each other
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'busy'
  | 'unavailable'
  | 'broken';

/** One row of the vocabulary. */
export interface ErrorRow {
  readonly kind: ErrorKind;
  readonly meaning: string;
  /** Whether the very same request may succeed when it is sent again later. */
  readonly retryable: boolean;
}

/** A row of the vocabulary. */
export function errorRow(kind: ErrorKind, meaning: string, retryable = false): ErrorRow {
  return { kind, meaning, retryable };
}
