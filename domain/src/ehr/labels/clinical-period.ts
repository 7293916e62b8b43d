/** When a resource is from: the period from the earliest to the latest of its clinical times. */
import type { Instant } from '../../ledger';
import { isForward, type Period, periodOf, type Span, spanOf } from '../fhir';
import type { ClinicalType } from '../item';
import { CLINICAL_TIMES } from './clinical-period.table';
import { isObject, type JsonObject } from './resource-elements';

const CHOICE = '[x]';

/**
 * When a resource of a type is from. Undefined when it does not say, or says it in a way that is no time (an age, a
 * text, a schedule): what is unknown opens nothing.
 */
export function clinicalPeriodOf(type: ClinicalType, resource: JsonObject): Period | undefined {
  const spans = CLINICAL_TIMES[type].flatMap((path) => valuesAt(resource, path.split('.'))).map(readTime);
  const known = spans.filter((span) => span !== undefined);
  if (known.length === 0 || known.length < spans.length) return undefined;
  const start = known.every((span) => span.start !== undefined) ? earliest(known) : undefined;
  const end = known.every((span) => span.end !== undefined) ? latest(known) : undefined;
  if (start === undefined && end === undefined) return undefined;
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

function valuesAt(value: JsonObject, [name = '', ...rest]: readonly string[]): unknown[] {
  const found = name.endsWith(CHOICE) ? choicesOf(value, name.slice(0, -CHOICE.length)) : [value[name]];
  const present = found.filter((one) => one !== undefined);
  if (rest.length === 0) return present;
  return present.filter(isObject).flatMap((one) => valuesAt(one, rest));
}

/** `onsetDateTime`, `onsetAge` and others for `onset`. */
function choicesOf(value: JsonObject, stem: string): unknown[] {
  return Object.keys(value)
    .filter((name) => name.startsWith(stem) && /^[A-Z]/.test(name.slice(stem.length)))
    .map((name) => value[name]);
}

/** A time or a period of times; undefined for whatever else. */
function readTime(value: unknown): Partial<Span> | undefined {
  if (typeof value === 'string') return spanOf(value);
  if (!isObject(value)) return undefined;
  const { start, end } = value;
  if (!isTime(start) || !isTime(end) || (start === undefined && end === undefined)) return undefined;
  const period = periodOf({ ...(start !== undefined && { start }), ...(end !== undefined && { end }) });
  return isForward(period) ? period : undefined;
}

function isTime(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && spanOf(value) !== undefined);
}

function earliest(spans: readonly Partial<Span>[]): Instant | undefined {
  return spans.map(({ start }) => start).sort()[0];
}

function latest(spans: readonly Partial<Span>[]): Instant | undefined {
  return spans
    .map(({ end }) => end)
    .sort()
    .at(-1);
}
