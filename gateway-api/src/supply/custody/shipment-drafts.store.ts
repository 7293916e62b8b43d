/** Draws what a shipment needs and its sender did not say: an id, and when it is expected. */
import { randomBytes } from 'node:crypto';
import type { Instant } from '@theriac/domain/ledger';
import { sql } from 'drizzle-orm';
import type { Database } from '../../database';
import { shipmentDrafts } from './shipment-drafts.table';

/** What was drawn for a command. */
export interface ShipmentDraft {
  readonly shipment: string;
  readonly expectedAt: Instant;
}

/** The store of drafts. */
export class ShipmentDraftStore {
  constructor(private readonly db: Database) {}

  /** The command's draft, made now if it is sent for the first time. @param expectedAt for a new one */
  async draw(reference: string, expectedAt: Instant): Promise<ShipmentDraft> {
    const shipment = randomBytes(16).toString('hex');
    const [row] = await this.db
      .insert(shipmentDrafts)
      .values({ reference, shipment, expectedAt })
      // Nothing changes; without an update the row that stands would not be returned.
      .onConflictDoUpdate({ target: shipmentDrafts.reference, set: { shipment: sql`${shipmentDrafts.shipment}` } })
      .returning({ shipment: shipmentDrafts.shipment, expectedAt: shipmentDrafts.expectedAt });
    if (row === undefined) throw new Error('an insert returned no row');
    return row as ShipmentDraft;
  }
}
