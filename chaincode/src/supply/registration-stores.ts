/** What a step of a registration changes together, saved together. None of these keys has a policy of its own. */
import type {
  Lot,
  OpenedRegistration,
  Part,
  PartManifest,
  PartOfLot,
  Receipt,
  WrittenBatch,
} from '@theriac/domain/supply';
import type { StateStore } from '../ledger';
import type { RawStore } from './raw-store';

/** The stores that a registration works with. */
export interface RegistrationStores {
  readonly lots: StateStore<Lot>;
  readonly parts: StateStore<Part>;
  readonly manifests: StateStore<PartManifest>;
  readonly receipts: StateStore<Receipt>;
  readonly pages: RawStore;
}

/** Puts a lot and its part. */
export class PartOfLotStore {
  constructor(private readonly stores: RegistrationStores) {}

  /** @throws LedgerError PART_NOT_FOUND, LOT_NOT_FOUND */
  async get(registration: string): Promise<PartOfLot> {
    const part = await this.stores.parts.get(registration);
    return { part, lot: await this.stores.lots.get(part.gtin, part.lot) };
  }

  async put({ lot, part }: PartOfLot): Promise<void> {
    await this.stores.lots.put(lot);
    await this.stores.parts.put(part);
  }
}

/** Puts what opening a registration writes. */
export class OpenedRegistrationStore {
  constructor(private readonly stores: RegistrationStores) {}

  async put({ lot, part, manifest }: OpenedRegistration): Promise<void> {
    await new PartOfLotStore(this.stores).put({ lot, part });
    await this.stores.manifests.put(manifest);
  }
}

/** Puts a batch's pages and its receipt. */
export class BatchStore {
  constructor(private readonly stores: RegistrationStores) {}

  async put({ pages, receipt }: WrittenBatch): Promise<void> {
    for (const { number, bytes } of pages) await this.stores.pages.put(bytes, receipt.registration, String(number));
    await this.stores.receipts.put(receipt);
  }
}
