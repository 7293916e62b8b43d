/** A kind of state on the ledger: where it lies, how it is written, and how older versions of it are read. */
import type { ZodType } from 'zod';
import { canonicalJson } from './canonical-json';
import type { Instant } from './instant';
import { LedgerError } from './ledger-error';

/** Every state says when it last changed, so that time never runs backwards for it. */
export interface Dated {
  readonly changedAt: Instant;
}

/** Lifts a state from one version to the next. */
export type Upcast = (older: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** Describes a kind of state. On the ledger it is canonical JSON with `version` beside the schema's own fields. */
export interface StateShape<State> {
  /** Opens the composite key. */
  readonly objectType: string;
  readonly schema: ZodType<State>;
  /** The key's attributes. */
  readonly keyOf: (state: State) => readonly string[];
  /** How each older version becomes the next: the first lifts version 1 to 2. The newest is one more than there are. */
  readonly upcasts: readonly Upcast[];
}

/** The canonical text of a state, in its newest version. */
export function writeState<State>(shape: StateShape<State>, state: State): string {
  return canonicalJson({ ...state, version: shape.upcasts.length + 1 });
}

/**
 * Reads a state of any version, lifted to the newest.
 *
 * @throws LedgerError BROKEN_STATE when it is not what this kind of state may be; never with its content
 */
export function readState<State>(shape: StateShape<State>, text: string): State {
  const { version, ...stored } = recordOf(shape, text);
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > shape.upcasts.length + 1) {
    throw broken(shape, 'has a version that this package does not know');
  }
  const lifted = shape.upcasts
    .slice(version - 1)
    .reduce<Record<string, unknown>>((older, upcast) => upcast(older), stored);
  const parsed = shape.schema.safeParse(lifted);
  if (!parsed.success) throw broken(shape, 'does not parse by its schema');
  return parsed.data;
}

function recordOf<State>(shape: StateShape<State>, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, without the text.
  }
  throw broken(shape, 'is not a JSON object');
}

function broken<State>(shape: StateShape<State>, what: string): LedgerError {
  return new LedgerError('BROKEN_STATE', `a stored ${shape.objectType} ${what}`);
}
