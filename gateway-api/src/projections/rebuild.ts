/** Starts the projections over from block 0. Own data is untouched: only tables that projections declare are emptied. */
import { getTableName, inArray, sql } from 'drizzle-orm';
import { ledgerCheckpoints } from '../blocks/checkpoints.table';
import type { Database, Transaction } from '../database/database';
import type { Projection } from './projection';

/**
 * Makes sure that every channel has a checkpoint, made by these projections in these versions; otherwise all of them
 * start over, since a table may hold rows of several channels. Call it before the listeners run.
 *
 * @returns whether they start over
 */
export async function prepareProjections(
  database: Database,
  channels: readonly string[],
  projections: readonly Projection[],
): Promise<boolean> {
  return database.transaction(async (work) => {
    for (const channel of channels) await createCheckpoint(work, channel, projections);
    const rows = await work.select().from(ledgerCheckpoints).for('update');
    const isCurrent = rows
      .filter(({ channel }) => channels.includes(channel))
      .every((row) => row.projections === fingerprint(row.channel, projections));
    if (!isCurrent) await startOver(work, channels, projections);
    return !isCurrent;
  });
}

/**
 * Empties the projections and sets their checkpoints to block 0, in one transaction. A gateway that runs meanwhile
 * notices that its checkpoint was moved, and reads the blocks again by itself; one that starts later does so then.
 */
export async function resetProjections(
  database: Database,
  channels: readonly string[],
  projections: readonly Projection[],
): Promise<void> {
  await database.transaction(async (work) => {
    for (const channel of channels) await createCheckpoint(work, channel, projections);
    // The rows that listeners lock first, so that nobody holds a table while this waits for it.
    await work.select().from(ledgerCheckpoints).for('update');
    await startOver(work, channels, projections);
  });
}

async function startOver(
  work: Transaction,
  channels: readonly string[],
  projections: readonly Projection[],
): Promise<void> {
  const tables = projections.flatMap((one) => one.tables.map((table) => sql.identifier(getTableName(table))));
  if (tables.length > 0) await work.execute(sql`truncate table ${sql.join(tables, sql`, `)}`);
  await work.delete(ledgerCheckpoints).where(inArray(ledgerCheckpoints.channel, [...channels]));
  for (const channel of channels) await createCheckpoint(work, channel, projections);
}

async function createCheckpoint(work: Transaction, channel: string, projections: readonly Projection[]): Promise<void> {
  await work
    .insert(ledgerCheckpoints)
    .values({ channel, nextBlock: 0n, projections: fingerprint(channel, projections) })
    .onConflictDoNothing();
}

function fingerprint(channel: string, projections: readonly Projection[]): string {
  return projections
    .filter((one) => one.reads(channel))
    .map((one) => `${one.name}@${one.version}`)
    .sort()
    .join(' ');
}
