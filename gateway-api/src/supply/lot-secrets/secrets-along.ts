/**
 * Lots' secrets travel with custody: whoever is sent containers is owed the secrets of the lots in them. It follows the
 * shipments as their blocks arrive, so that none is forgotten when a gateway dies between a shipment and its debt.
 */
import { toHex } from '@theriac/domain/ledger';
import { and, eq, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../database';
import type { OutboxStore } from '../../outbox';
import type { ShipmentPlace, ShipmentStore } from '../custody/shipments.store';
import { SUPPLY_CHANNEL } from '../supply-channel';
import type { LotKey } from '../supply.client';
import { LOT_SECRET_MESSAGE } from './lot-secret.message';
import type { LotSecretStore } from './lot-secrets.store';
import { lotSecrets } from './lot-secrets.table';
import { secretsAlongCheckpoint, secretsToOwe } from './secrets-along.table';

/** What it works with. */
export interface SecretsAlongParts {
  readonly db: Database;
  readonly self: string;
  readonly shipments: ShipmentStore;
  readonly secrets: LotSecretStore;
  readonly outbox: Pick<OutboxStore, 'owe'>;
}

/** Shipments, or secrets, of one database transaction. */
const MOST_AT_ONCE = 100;

const BEFORE_ALL: ShipmentPlace = { blockNumber: -1n, transactionIndex: 0 };

/** Owes secrets to receivers. */
export class SecretsAlong {
  constructor(private readonly parts: SecretsAlongParts) {}

  /** Looks at what was shipped since the last time, and owes every secret that is here. */
  async run(): Promise<void> {
    const { db } = this.parts;
    while ((await db.transaction((transaction) => this.#follow(transaction))) === MOST_AT_ONCE);
    while ((await db.transaction((transaction) => this.#owe(transaction))) === MOST_AT_ONCE);
  }

  /** Notes what receivers of the next shipments are to get; how many shipments there were. */
  async #follow(transaction: Transaction): Promise<number> {
    const { self, shipments } = this.parts;
    const place = await placeOf(transaction);
    const sent = await shipments.sentAfter(self, place, MOST_AT_ONCE, transaction);
    for (const { lots, toOrganisation: organisation } of sent) {
      if (organisation === self || lots.length === 0) continue;
      const rows = lots.map(({ gtin, lot }) => ({ gtin, lot, organisation }));
      await transaction.insert(secretsToOwe).values(rows).onConflictDoNothing();
    }
    const last = sent.at(-1);
    if (last !== undefined) {
      const { blockNumber, transactionIndex } = last;
      await transaction
        .update(secretsAlongCheckpoint)
        .set({ blockNumber, transactionIndex })
        .where(eq(secretsAlongCheckpoint.channel, SUPPLY_CHANNEL));
    }
    return sent.length;
  }

  /** Owes secrets that are here, each to a receiver once; how many were looked at. */
  async #owe(transaction: Transaction): Promise<number> {
    const { secrets, outbox } = this.parts;
    const rows = await transaction
      .select({ ...toOwe, secret: lotSecrets.secret })
      .from(secretsToOwe)
      .innerJoin(lotSecrets, and(eq(lotSecrets.gtin, secretsToOwe.gtin), eq(lotSecrets.lot, secretsToOwe.lot)))
      .limit(MOST_AT_ONCE)
      .for('update', { of: secretsToOwe, skipLocked: true });
    for (const { gtin, lot, organisation, secret } of rows) {
      const key = { gtin, lot } as LotKey;
      const isFirst = await secrets.isFirstOwed(key, organisation, transaction);
      const body = { ...key, secret: toHex(secret) };
      if (isFirst) await outbox.owe(organisation, LOT_SECRET_MESSAGE, body, transaction);
      await transaction
        .delete(secretsToOwe)
        .where(and(eq(toOwe.gtin, gtin), eq(toOwe.lot, lot), eq(toOwe.organisation, organisation)));
    }
    return rows.length;
  }
}

const toOwe = { gtin: secretsToOwe.gtin, lot: secretsToOwe.lot, organisation: secretsToOwe.organisation };

/** The checkpoint, locked, so that two processes do not look at the same shipments. */
async function placeOf(transaction: Transaction): Promise<ShipmentPlace> {
  const [row] = await transaction
    .insert(secretsAlongCheckpoint)
    .values({ channel: SUPPLY_CHANNEL, ...BEFORE_ALL })
    // Nothing changes; the update locks the row and returns it.
    .onConflictDoUpdate({
      target: secretsAlongCheckpoint.channel,
      set: { transactionIndex: sql`${secretsAlongCheckpoint.transactionIndex}` },
    })
    .returning();
  return row ?? BEFORE_ALL;
}
