/** Lists in pages: a limit, and a cursor that only this gateway reads. */
import { invalidInput } from '@theriac/domain/ledger';
import { z } from 'zod';

const DEFAULT_LIMIT = 50;
const MOST = 200;

/** The query of every list. */
export const pagingQuery = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${MOST}`)
    .transform(Number)
    .refine((limit) => limit <= MOST, `must be a whole number from 1 to ${MOST}`)
    .default(DEFAULT_LIMIT),
  /** The `next` of the page before. */
  after: z.string().max(400, 'is no cursor of this list').optional(),
};

/** A page of a list: its items, and the cursor of the next page when there is one. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.string().optional() });
}

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** The page of rows that were asked for with one more than the limit; the last row's key becomes the cursor. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => readonly (string | number)[],
  view: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(view);
  return rows.length > limit && last !== undefined ? { items, next: writeCursor(key(last)) } : { items };
}

/**
 * The key that a cursor holds.
 *
 * @param field of the query that it stands in
 * @throws LedgerError INVALID_INPUT when the text is no cursor of such a list
 */
export function readCursor<Key>(cursor: string | undefined, schema: z.ZodType<Key>, field = 'after'): Key | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalidInput([{ field, rule: 'is no cursor of this list' }]);
  }
}

/** The cursor that holds a key. */
export function writeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}
