/** Which batches of the vault the ledger has not been told, or has not said yes to. */
import { type Batch, MOST_ANCHORED } from '@theriac/domain/ehr';
import { toHex } from '@theriac/domain/ledger';
import { and, asc, count, inArray, isNull, notInArray, sql } from 'drizzle-orm';
import type { Database, Executor, Transaction } from '../../database';
import { vaultBatches } from '../vault/vault.table';

/** One process of an organisation anchors at a time: held until the transaction ends. */
const LOCK = sql`pg_try_advisory_xact_lock(hashtext('theriac record anchoring'))`;

/** A batch as the ledger is told of it. */
export type UnanchoredBatch = Batch & { readonly patient: string };

/** The store. */
export class UnanchoredBatches {
  constructor(readonly db: Database) {}

  /** Whether this transaction may anchor now; no other one may while it may. */
  async lock(within: Transaction): Promise<boolean> {
    const { rows } = await within.execute<{ isLocked: boolean }>(sql`select ${LOCK} as "isLocked"`);
    return rows[0]?.isLocked === true;
  }

  /** The next batch of each patient who has one, as many as a transaction takes; the ledger's order is the vault's. */
  async next(without: readonly string[], within: Executor): Promise<UnanchoredBatch[]> {
    const { patient, number, batch, root, anchoredAt } = vaultBatches;
    const rows = await within
      .selectDistinctOn([patient], { patient, batch, root })
      .from(vaultBatches)
      .where(and(isNull(anchoredAt), without.length === 0 ? undefined : notInArray(patient, [...without])))
      .orderBy(asc(patient), asc(number))
      .limit(MOST_ANCHORED);
    // The ledger's ids are the digits alone.
    return rows.map((row) => ({ patient: row.patient, batch: row.batch.replaceAll('-', ''), root: toHex(row.root) }));
  }

  /** These stand on the ledger. */
  async noteAnchored(batches: readonly UnanchoredBatch[], within: Executor): Promise<void> {
    const ids = batches.map(({ batch }) => batch);
    await within
      .update(vaultBatches)
      .set({ anchoredAt: sql`now()` })
      .where(inArray(vaultBatches.batch, ids));
  }

  /** How many are left. */
  async count(): Promise<number> {
    const [row] = await this.db.select({ left: count() }).from(vaultBatches).where(isNull(vaultBatches.anchoredAt));
    return row?.left ?? 0;
  }
}
