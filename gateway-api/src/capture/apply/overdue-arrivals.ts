/** Shipments that should have come and did not, or not whole: a person has to find out where the rest is. */
import { createHmac } from 'node:crypto';
import type { Sscc } from '@theriac/domain/gs1';
import { instantOf, LedgerError } from '@theriac/domain/ledger';
import { sql } from 'drizzle-orm';
import type { Database } from '../../database';
import type { ExceptionStore } from '../../exceptions/exceptions.store';
import type { ShipmentRow, ShipmentStore } from '../../supply/custody/shipments.store';
import type { ApplicationRow, ApplicationStore } from './applications.store';
import type { DiscrepancyClient } from '../../supply/discrepancies/discrepancy.client';

/** What it works with. */
export interface OverdueArrivalsParts {
  readonly db: Database;
  readonly self: string;
  readonly shipments: ShipmentStore;
  readonly exceptions: ExceptionStore;
  readonly store: ApplicationStore;
  readonly discrepancies: DiscrepancyClient;
  readonly now: () => number;
}

/** Shipments of one look. */
const MOST_AT_ONCE = 100;
/** Milliseconds after the expected arrival from which a shipment of which nothing came is no mere delay. */
const LONG_OVERDUE = 3 * 24 * 60 * 60_000;

/** Looks for overdue arrivals. */
export class OverdueArrivals {
  constructor(private readonly parts: OverdueArrivalsParts) {}

  /** Opens an exception for each shipment that needs one, once. */
  async run(): Promise<void> {
    const { shipments, self, now } = this.parts;
    let after: readonly [string, string] | undefined;
    for (;;) {
      const overdueAt = instantOf(now());
      const filter = { party: self, direction: 'incoming', state: undefined, overdueAt, after } as const;
      const rows = await shipments.list(filter, MOST_AT_ONCE);
      for (const row of rows) await this.#look(row);
      const last = rows.at(-1);
      if (rows.length < MOST_AT_ONCE || last === undefined) return;
      after = [last.shippedAt, last.id];
    }
  }

  async #look({ id, received, expectedAt, onTheirWay }: ShipmentRow): Promise<void> {
    const { exceptions, now } = this.parts;
    const isLong = now() - Date.parse(expectedAt) > LONG_OVERDUE;
    if (received === 0 && !isLong) return;
    const kind = received > 0 ? 'shortage' : 'data-without-product';
    if (await exceptions.isKnown(kind, id)) return;
    if (received > 0) await this.#tellMissing(id);
    const reason = `${onTheirWay} of its containers are overdue`;
    await exceptions.open({ kind, reason, shipment: id });
  }

  /** By the rights of who received the other part by an event; without one a person reports it. */
  async #tellMissing(shipment: string): Promise<void> {
    const { shipments, store, discrepancies } = this.parts;
    const event = await this.#receivedBy(shipment);
    const row = event === undefined ? undefined : await store.find(event);
    if (row === undefined) return;
    const missing = (await shipments.containersOf(shipment)).filter(({ end }) => end === null);
    for (const { sscc } of missing) {
      const command = {
        discrepancy: idOf(row, sscc),
        kind: 'missing',
        about: { sscc: sscc as Sscc },
        shipment,
      } as const;
      await discrepancies.report(row.caller, command, `event:${row.key}:missing ${sscc}`).catch((error: unknown) => {
        // It came meanwhile, or the person has no such right any more: the exception stands all the same.
        if (!(error instanceof LedgerError) || error.row.retryable) throw error;
      });
    }
  }

  async #receivedBy(shipment: string): Promise<number | undefined> {
    const { rows } = await this.parts.db.execute<{ event: string }>(
      sql`select event from event_steps where name like ${`receive % ${shipment}`} order by at limit 1`,
    );
    const [row] = rows;
    return row && Number(row.event);
  }
}

function idOf({ key }: ApplicationRow, sscc: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(`missing ${sscc}`).digest('hex').slice(0, 32);
}
