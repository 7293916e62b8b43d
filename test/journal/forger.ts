/** An administrator of the database who knows how journals hang together: changes one entry, and makes all hashes after it anew. */
import { canonicalJson } from '@theriac/domain/ledger';
import { EMPTY_JOURNAL, entryHash } from '@theriac/domain/journal';
import { asc, eq } from 'drizzle-orm';
import type { Database } from '../../gateway-api/src/database';
import { journalEntries, journalHead } from '../../gateway-api/src/journal/journal.table';
import { nodeDigest } from '../../gateway-api/src/supply/node-digest';

/** Gives an entry another outcome, so that the journal's own hashes show nothing. */
export async function forgeEntry(db: Database, sequence: number): Promise<void> {
  await db.transaction(async (work) => {
    let last = EMPTY_JOURNAL.hash;
    for (const row of await work.select().from(journalEntries).orderBy(asc(journalEntries.sequence))) {
      const entry = JSON.parse(row.body) as object;
      const body = row.sequence === sequence ? canonicalJson({ ...entry, outcome: 'failed' }) : row.body;
      last = entryHash(nodeDigest, last, body);
      await work.update(journalEntries).set({ body, hash: last }).where(eq(journalEntries.sequence, row.sequence));
    }
    await work.update(journalHead).set({ hash: last });
  });
}
