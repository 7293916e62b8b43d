/** Moments on the ledger: UTC with milliseconds, as text, so that canonical JSON orders and compares them. */
import { z } from 'zod';

const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** A moment such as `2026-11-21T09:30:00.000Z`. Instants compare as text. */
export const instantSchema = z.string().regex(INSTANT, 'must be a moment in UTC with milliseconds').brand<'Instant'>();

/** A moment in UTC with milliseconds. */
export type Instant = z.infer<typeof instantSchema>;

/** The instant of a number of milliseconds since 1970. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** The later of two instants: a transaction's time never runs behind the last change of what it changes. */
export function laterOf(one: Instant, other: Instant): Instant {
  return one >= other ? one : other;
}
