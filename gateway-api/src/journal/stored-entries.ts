/** A journal's rows in their order, some thousands at a time, by a cursor of the database. */
import type { StoredEntry } from '@theriac/domain/journal';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../database';

/** Some megabytes. */
const ROWS_A_FETCH = 5_000;

interface Row extends Record<string, unknown> {
  readonly sequence: string;
  readonly at: string;
  readonly kind: string;
  readonly text: string;
  readonly hash: Uint8Array;
  readonly salt: Uint8Array | null;
  readonly part: string | null;
  readonly patient: string | null;
}

/** Reads all entries with their personal parts, as the transaction sees them. */
export async function* storedEntries(within: Transaction): AsyncGenerator<readonly StoredEntry[], void, undefined> {
  // By number alone, without trusting the key: what stands twice is read twice.
  await within.execute(sql`
    declare journal_cursor no scroll cursor for
    select e.sequence, e.kind, e.body as text, e.hash, p.salt, p.part, p.patient,
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from journal_entries e left join journal_personal_parts p on p.sequence = e.sequence
    order by e.sequence`);
  for (;;) {
    const { rows } = await within.execute<Row>(sql.raw(`fetch ${ROWS_A_FETCH} from journal_cursor`));
    if (rows.length === 0) return;
    yield rows.map(storedOf);
  }
}

function storedOf({ sequence, at, kind, text, hash, salt, part, patient }: Row): StoredEntry {
  const personal = salt === null || part === null ? undefined : { salt, text: part, patient: patient ?? undefined };
  return { sequence: Number(sequence), at, kind, text, hash, personal };
}
