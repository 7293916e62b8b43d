/** Reads a part's pages and the packing pages beside them from the projections. */
import { and, eq, inArray } from 'drizzle-orm';
import { readCheckpoint } from '../../blocks';
import type { Database } from '../../database';
import { partPages } from '../lots.table';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { packingPages } from './packing-pages.table';

/** Reads pages. */
export class PackingPageStore {
  constructor(private readonly db: Database) {}

  /** A part's pages of digests by their numbers; one whose block has not arrived here is missing. */
  async digests(registration: string, numbers: readonly number[]): Promise<Map<number, Uint8Array>> {
    const rows = await this.db
      .select({ number: partPages.number, digests: partPages.digests })
      .from(partPages)
      .where(and(eq(partPages.registration, registration), inArray(partPages.number, [...numbers])));
    return new Map(rows.map(({ number, digests }) => [number, digests]));
  }

  /** Packing pages by their numbers, as far as their blocks have arrived here; missing where nothing was packed yet. */
  async entries(registration: string, numbers: readonly number[]): Promise<Map<number, Uint8Array>> {
    const rows = await this.db
      .select({ number: packingPages.number, entries: packingPages.entries })
      .from(packingPages)
      .where(and(eq(packingPages.registration, registration), inArray(packingPages.number, [...numbers])));
    return new Map(rows.map(({ number, entries }) => [number, entries]));
  }

  /** Whether all of a block has arrived here. */
  async haveArrived(block: bigint): Promise<boolean> {
    return (await readCheckpoint(this.db, SUPPLY_CHANNEL)).nextBlock > block;
  }
}
