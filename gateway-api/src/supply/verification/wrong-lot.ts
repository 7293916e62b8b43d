/** Whether a serial was registered under another lot of its product: the maker's index says it, or the regulator's secrets. */
import { and, desc, eq, ne } from 'drizzle-orm';
import { packDigest } from '@theriac/domain/supply';
import type { LotNumber } from '@theriac/domain/gs1';
import type { Database } from '../../database';
import { lotSecrets } from '../lot-secrets/lot-secrets.table';
import type { LotStore } from '../lots.store';
import { nodeDigest } from '../node-digest';
import { packs, registrations } from '../registration/registrations.table';
import type { ScannedPack } from './judgement';

/** Looks for a pack under other lots. */
export interface WrongLotFinder {
  isInAnotherLot(pack: ScannedPack): Promise<boolean>;
}

/** The maker's way: a serial is unique across its lots. */
export class SerialIndexFinder implements WrongLotFinder {
  constructor(private readonly db: Database) {}

  async isInAnotherLot({ gtin, lot, serial }: ScannedPack): Promise<boolean> {
    const found = await this.db
      .select({ lot: registrations.lot })
      .from(packs)
      .innerJoin(registrations, eq(registrations.number, packs.registration))
      .where(
        and(
          eq(packs.gtin, gtin),
          eq(packs.serial, serial),
          ne(registrations.lot, lot),
          eq(registrations.state, 'sealed'),
        ),
      )
      .limit(1);
    return found.length > 0;
  }
}

/** One scan looks through so many lots at most: the newest, since old lots leave the market. */
const MOST_LOTS = 500;

/** The regulator's way: it has every lot's secret, and the pages. */
export class SecretsFinder implements WrongLotFinder {
  constructor(
    private readonly db: Database,
    private readonly lots: LotStore,
  ) {}

  async isInAnotherLot({ gtin, lot, serial }: ScannedPack): Promise<boolean> {
    const others = await this.db
      .select({ lot: lotSecrets.lot, secret: lotSecrets.secret })
      .from(lotSecrets)
      .where(and(eq(lotSecrets.gtin, gtin), ne(lotSecrets.lot, lot)))
      .orderBy(desc(lotSecrets.at))
      .limit(MOST_LOTS);
    const traces = others.map((other) => ({
      // The table holds what the ledger's schema let in.
      lot: other.lot as LotNumber,
      digest: packDigest(nodeDigest, other.secret, gtin, serial),
    }));
    return (await this.lots.partHolding(gtin, traces)) !== undefined;
  }
}
