/** The proposal store in the gateway's own database. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import type { SignedTransaction } from './ledger-wire.port';
import type { KeptProposal, PendingTransaction, ProposalStore } from './proposal-store.port';
import { ledgerProposals } from './proposals.table';

/** Durable as the database commits: every write waits for the disk but `settle`. */
export class DatabaseProposals implements ProposalStore {
  constructor(private readonly database: Database) {}

  async remember(proposal: KeptProposal): Promise<void> {
    const { bytes, ...rest } = proposal;
    await this.database.insert(ledgerProposals).values({ ...rest, proposal: bytes });
  }

  async release(transaction: Pick<SignedTransaction, 'transactionId' | 'bytes'>): Promise<void> {
    const updated = await this.database
      .update(ledgerProposals)
      .set({ released: transaction.bytes, proposal: null })
      .where(eq(ledgerProposals.transactionId, transaction.transactionId))
      .returning({ transactionId: ledgerProposals.transactionId });
    // Sent without its row, a transaction would be forgotten by a crash.
    if (updated.length !== 1) throw new Error(`transaction ${transaction.transactionId} is not remembered`);
  }

  async withdraw(transactionId: string): Promise<boolean> {
    const deleted = await this.database
      .delete(ledgerProposals)
      .where(and(eq(ledgerProposals.transactionId, transactionId), isNull(ledgerProposals.released)))
      .returning({ transactionId: ledgerProposals.transactionId });
    return deleted.length === 1;
  }

  async settle(transactionId: string): Promise<void> {
    await this.database.transaction(async (work) => {
      await work.execute(sql`set local synchronous_commit = off`);
      await work.delete(ledgerProposals).where(eq(ledgerProposals.transactionId, transactionId));
    });
  }

  async pending(): Promise<PendingTransaction[]> {
    const rows = await this.database
      .select({
        transactionId: ledgerProposals.transactionId,
        channel: ledgerProposals.channel,
        transaction: ledgerProposals.transaction,
        person: ledgerProposals.person,
        reference: ledgerProposals.reference,
        madeAt: ledgerProposals.madeAt,
        released: ledgerProposals.released,
      })
      .from(ledgerProposals)
      .orderBy(asc(ledgerProposals.madeAt));
    return rows.map((row) => ({
      ...row,
      reference: row.reference ?? undefined,
      released: row.released ?? undefined,
    }));
  }
}
