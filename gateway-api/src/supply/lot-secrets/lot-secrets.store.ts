/** Keeps the lots' secrets: a maker draws one for each lot, others are sent it. */
import { randomBytes } from 'node:crypto';
import type { Gtin, LotNumber } from '@theriac/domain/gs1';
import { LOT_SECRET_BYTES } from '@theriac/domain/supply';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Database, Executor, Transaction } from '../../database';
import type { LotKey } from '../supply.client';
import { lotSecretReceivers, lotSecrets, refusedLotSecrets } from './lot-secrets.table';

/** A secret, and who drew it or sent it here. */
export interface HeldSecret {
  readonly secret: Uint8Array;
  readonly from: string;
}

/** A secret that was sent and is not the ledger's. */
export type RefusedSecret = typeof refusedLotSecrets.$inferSelect;

/** The store of secrets. */
export class LotSecretStore {
  constructor(private readonly db: Database) {}

  async find({ gtin, lot }: LotKey, within: Executor = this.db): Promise<HeldSecret | undefined> {
    const [row] = await within
      .select({ secret: lotSecrets.secret, from: lotSecrets.from })
      .from(lotSecrets)
      .where(and(eq(lotSecrets.gtin, gtin), eq(lotSecrets.lot, lot)));
    return row;
  }

  /** The secrets of a product's lots that are here, the newest first. */
  async ofProduct(gtin: Gtin, most: number): Promise<{ readonly lot: LotNumber; readonly secret: Uint8Array }[]> {
    const rows = await this.db
      .select({ lot: lotSecrets.lot, secret: lotSecrets.secret })
      .from(lotSecrets)
      .where(eq(lotSecrets.gtin, gtin))
      .orderBy(desc(lotSecrets.at))
      .limit(most);
    // The table holds what the ledger's schema let in.
    return rows.map(({ lot, secret }) => ({ lot: lot as LotNumber, secret }));
  }

  /** The lot's secret, drawn now if this lot has none yet; the row stays locked until the transaction ends. */
  async draw({ gtin, lot }: LotKey, from: string, transaction: Transaction): Promise<Uint8Array> {
    const secret = randomBytes(LOT_SECRET_BYTES);
    const [row] = await transaction
      .insert(lotSecrets)
      .values({ gtin, lot, secret, from })
      // Nothing changes; the update locks the row and returns it.
      .onConflictDoUpdate({ target: [lotSecrets.gtin, lotSecrets.lot], set: { from: sql`${lotSecrets.from}` } })
      .returning({ secret: lotSecrets.secret });
    if (row === undefined) throw new Error('an insert returned no row');
    return row.secret;
  }

  /** Keeps a secret that was checked against the ledger: what is right now replaces what a lot begun anew left behind. */
  async keep({ gtin, lot }: LotKey, { secret, from }: HeldSecret, transaction: Transaction): Promise<void> {
    await transaction
      .insert(lotSecrets)
      .values({ gtin, lot, secret, from })
      .onConflictDoUpdate({ target: [lotSecrets.gtin, lotSecrets.lot], set: { secret, from } });
    await transaction.delete(refusedLotSecrets).where(isRefusal({ gtin, lot }, from));
  }

  /** Notes that the lot's secret is owed to an organisation; false when it was before. */
  async isFirstOwed({ gtin, lot }: LotKey, organisation: string, transaction: Transaction): Promise<boolean> {
    const { rowCount } = await transaction
      .insert(lotSecretReceivers)
      .values({ gtin, lot, organisation })
      .onConflictDoNothing();
    return rowCount === 1;
  }

  /** The organisations that the lot's secret was sent to, or is owed. */
  async receiversOf({ gtin, lot }: LotKey): Promise<string[]> {
    const rows = await this.db
      .select({ organisation: lotSecretReceivers.organisation })
      .from(lotSecretReceivers)
      .where(and(eq(lotSecretReceivers.gtin, gtin), eq(lotSecretReceivers.lot, lot)))
      .orderBy(asc(lotSecretReceivers.organisation));
    return rows.map(({ organisation }) => organisation);
  }

  /** Notes that an organisation sent a wrong secret; outside the transaction that its refusal undoes. */
  async noteRefused({ gtin, lot }: LotKey, from: string, code: string): Promise<void> {
    await this.db
      .insert(refusedLotSecrets)
      .values({ gtin, lot, from, code })
      .onConflictDoUpdate({
        target: [refusedLotSecrets.gtin, refusedLotSecrets.lot, refusedLotSecrets.from],
        set: { code, lastAt: sql`now()` },
      });
  }

  /** The wrong secrets of a lot that were sent here. */
  refusedOf({ gtin, lot }: LotKey): Promise<RefusedSecret[]> {
    const { gtin: ofGtin, lot: ofLot, from } = refusedLotSecrets;
    return this.db
      .select()
      .from(refusedLotSecrets)
      .where(and(eq(ofGtin, gtin), eq(ofLot, lot)))
      .orderBy(asc(from));
  }
}

function isRefusal({ gtin, lot }: LotKey, from: string) {
  return and(eq(refusedLotSecrets.gtin, gtin), eq(refusedLotSecrets.lot, lot), eq(refusedLotSecrets.from, from));
}
