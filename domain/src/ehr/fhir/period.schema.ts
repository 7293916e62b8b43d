/** Periods as decisions compare them: inclusive milliseconds in UTC, open where an end is missing. */
import { z } from 'zod';
import { type Instant, instantSchema } from '../../ledger';
import { type Span, spanOf } from './fhir-time';

/** From `start` to `end`, both included; without a start it has always been, without an end it goes on. */
export const periodSchema = z
  .strictObject({ start: instantSchema.exactOptional(), end: instantSchema.exactOptional() })
  .refine(({ start, end }) => start !== undefined || end !== undefined, 'must have a start or an end')
  .refine(isForward, 'must not start after its end');

/** From `start` to `end`, both included. */
export type Period = z.infer<typeof periodSchema>;

/** A period that FHIR writes with times; each must be one. */
export function periodOf(written: { readonly start?: string; readonly end?: string }): Partial<Span> {
  const start = written.start === undefined ? undefined : spanOf(written.start)?.start;
  const end = written.end === undefined ? undefined : spanOf(written.end)?.end;
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

/** Whether a period does not end before it starts. */
export function isForward({ start, end }: Partial<Span>): boolean {
  return start === undefined || end === undefined || start <= end;
}

/** Whether the whole of a period lies inside another; instants compare as text. */
export function liesInside(inner: Partial<Span>, outer: Partial<Span>): boolean {
  const startsInside = outer.start === undefined || (inner.start !== undefined && inner.start >= outer.start);
  const endsInside = outer.end === undefined || (inner.end !== undefined && inner.end <= outer.end);
  return startsInside && endsInside;
}

/** Whether two periods share a moment. */
export function overlap(one: Partial<Span>, other: Partial<Span>): boolean {
  return startsBy(one, other.end) && startsBy(other, one.end);
}

function startsBy({ start }: Partial<Span>, moment: Instant | undefined): boolean {
  return start === undefined || moment === undefined || start <= moment;
}
