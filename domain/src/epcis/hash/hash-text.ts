/** Pieces of the text that the CBV's event hash is taken of: `key=value`, nothing between, what is absent left out. */
import { compareCodePoints } from '../../ledger/sort-in-turns';

/** The text of a field, and what the reference implementation moves to the event's end instead: see {@link fieldOf}. */
export interface HashText {
  readonly text: string;
  /** Sorted texts of fields that no order names. */
  readonly rest: readonly string[];
}

/** `name=value`, or nothing. */
export function pair(name: string, value: string | undefined): string {
  return value === undefined || value === '' ? '' : `${name}=${value}`;
}

/** Texts in the order of their code points, as one; empty ones stand for nothing. */
export function sorted(texts: readonly string[]): string {
  return [...texts].sort(compareCodePoints).join('');
}

/** A field made of other fields: its name stands once, before them, in the text and in the rest. */
export function fieldOf(name: string, text: string, rest: readonly string[]): HashText {
  return {
    text: text === '' ? '' : name + text,
    rest: rest.length === 0 ? [] : [name + sorted(rest)],
  };
}
