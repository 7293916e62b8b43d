/** Reads and moves checkpoints. Moving one fails when somebody else moved it: two readers never apply a block twice. */
import { and, eq, sql } from 'drizzle-orm';
import type { Executor, Transaction } from '../database/database';
import type { LedgerBlock } from '../ledger/ledger.port';
import { ledgerCheckpoints } from './checkpoints.table';

/** How far a channel has been read. */
export interface Checkpoint {
  readonly nextBlock: bigint;
  /** Undefined before the first block. */
  readonly lastHash: Uint8Array | undefined;
}

/** Another reader, or a rebuild, moved the checkpoint meanwhile: read it again and go on from there. */
export class CheckpointMoved extends Error {
  constructor(channel: string) {
    super(`the checkpoint of ${channel} was moved by somebody else`);
    this.name = 'CheckpointMoved';
  }
}

/** The checkpoint; before the first block when there is none. */
export async function readCheckpoint(database: Executor, channel: string): Promise<Checkpoint> {
  const [row] = await database.select().from(ledgerCheckpoints).where(eq(ledgerCheckpoints.channel, channel));
  return { nextBlock: row?.nextBlock ?? 0n, lastHash: row?.lastHash ?? undefined };
}

/**
 * Moves the checkpoint past a block, first thing in the transaction: its row is the lock that every reader takes first.
 *
 * @throws CheckpointMoved when it does not stand at this block
 */
export async function passBlock(work: Transaction, block: LedgerBlock): Promise<void> {
  const moved = await work
    .update(ledgerCheckpoints)
    .set({ nextBlock: block.number + 1n, lastHash: block.hash, movedAt: sql`now()` })
    .where(and(eq(ledgerCheckpoints.channel, block.channel), eq(ledgerCheckpoints.nextBlock, block.number)))
    .returning({ channel: ledgerCheckpoints.channel });
  if (moved.length !== 1) throw new CheckpointMoved(block.channel);
}
