/** Which part of a view is asked for: kinds of resources, what came since, and a page of that. */
import { type ClinicalType, isClinicalType } from '@theriac/domain/ehr';
import { invalidInput } from '@theriac/domain/ledger';
import { z } from 'zod';
import { readCursor, writeCursor } from '../../http/paging';
import type { ViewEntry } from './merge-records';

/** The type and record after which a page begins. */
export type ViewPosition = readonly [type: string, record: string];

/** What is asked for. */
export interface ViewFilter {
  readonly types: readonly ClinicalType[] | undefined;
  /** What arrived at its custodian after this moment. */
  readonly since: string | undefined;
  readonly count: number;
  readonly after: ViewPosition | undefined;
}

/** A part of a view. */
export interface ViewPage {
  readonly entries: readonly ViewEntry[];
  readonly total: number;
  readonly next: ViewPosition | undefined;
}

const DEFAULT_COUNT = 200;
const MOST = 1_000;
const positionSchema = z.tuple([z.string(), z.string()]);

/** The query of a view, as FHIR names it. */
export const viewQuery = z.strictObject({
  _type: z.string().max(2_000).optional(),
  _since: z.iso
    .datetime({ offset: true, error: 'must be a moment with a zone, such as 2026-11-22T08:00:00Z' })
    .optional(),
  _count: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, `must be a whole number from 1 to ${MOST}`)
    .transform(Number)
    .refine((count) => count <= MOST, `must be a whole number from 1 to ${MOST}`)
    .default(DEFAULT_COUNT),
  /** Of the link `next`. */
  _page: z.string().max(400, 'is no page of this record').optional(),
});

/** The query of a view. */
export type ViewQuery = z.infer<typeof viewQuery>;

/** The filter that a query says. @throws LedgerError INVALID_INPUT */
export function viewFilter({ _type, _since, _count, _page }: ViewQuery): ViewFilter {
  return {
    types: _type === undefined ? undefined : typesIn(_type),
    since: _since === undefined ? undefined : new Date(_since).toISOString(),
    count: _count,
    after: readCursor(_page, positionSchema, '_page'),
  };
}

function typesIn(text: string): ClinicalType[] {
  const types = text.split(',');
  if (types.every(isClinicalType)) return types;
  throw invalidInput([{ field: '_type', rule: 'must name clinical types of resources, with commas between' }]);
}

/** The address of the page that begins after a position. */
export function addressOf(path: string, { _page: _, ...query }: ViewQuery, after?: ViewPosition): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parts.set(name, String(value));
  if (after !== undefined) parts.set('_page', writeCursor(after));
  return `${path}?${parts.toString()}`;
}

/** The page of all entries. */
export function pageOfView(all: readonly ViewEntry[], { types, since, count, after }: ViewFilter): ViewPage {
  const asked = all.filter(
    ({ type, arrivedAt }) =>
      (types === undefined || types.some((one) => one === type)) && (since === undefined || arrivedAt > since),
  );
  const rest = after === undefined ? asked : asked.filter((one) => positionOf(one) > `${after[0]} ${after[1]}`);
  const entries = rest.slice(0, count);
  const last = entries.at(-1);
  const next = rest.length > count && last !== undefined ? ([last.type, last.record] as const) : undefined;
  return { entries, total: asked.length, next };
}

function positionOf({ type, record }: ViewEntry): string {
  return `${type} ${record}`;
}
