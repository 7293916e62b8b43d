/** What a step of a packing changes together, saved together. None of these keys has a policy of its own. */
import type {
  AbandonedBatch,
  ClaimedContainers,
  Container,
  OpenedPacking,
  Packing,
  PackingReceipt,
  WrittenPackingPages,
} from '@theriac/domain/supply';
import type { StateStore } from '../ledger';
import type { RawStore } from './raw-store';

/** The stores that a packing works with. */
export interface PackingStores {
  readonly packings: StateStore<Packing>;
  readonly packingLists: RawStore;
  readonly containers: StateStore<Container>;
  readonly packingPages: RawStore;
  readonly packingReceipts: StateStore<PackingReceipt>;
}

/** Puts what opening a packing writes. */
export class OpenedPackingStore {
  constructor(private readonly stores: PackingStores) {}

  async put({ packing, list }: OpenedPacking): Promise<void> {
    await this.stores.packings.put(packing);
    await this.stores.packingLists.put(list, packing.packing);
  }
}

/** Puts a batch of claimed containers and their packing. */
export class ClaimStore {
  constructor(private readonly stores: PackingStores) {}

  async put({ packing, containers }: ClaimedContainers): Promise<void> {
    for (const container of containers) await this.stores.containers.put(container);
    await this.stores.packings.put(packing);
  }
}

/** Puts a batch's packing pages and its receipt. */
export class PackingBatchStore {
  constructor(private readonly stores: PackingStores) {}

  async put({ registration, pages, receipt }: WrittenPackingPages): Promise<void> {
    for (const { number, bytes } of pages) await this.stores.packingPages.put(bytes, registration, String(number));
    await this.stores.packingReceipts.put(receipt);
  }
}

/** Puts what taking back a batch of a packing leaves, and takes away what nothing is left of. */
export class AbandonedBatchStore {
  constructor(private readonly stores: PackingStores) {}

  async put({ packing, pages, kept, freed }: AbandonedBatch): Promise<void> {
    const { registration } = packing;
    for (const { number, bytes } of pages) await this.stores.packingPages.put(bytes, registration, String(number));
    for (const container of kept) await this.stores.containers.put(container);
    for (const container of freed) await this.stores.containers.remove(container);
    await this.stores.packings.put(packing);
  }
}
