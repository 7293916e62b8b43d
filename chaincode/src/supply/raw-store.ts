/** Raw bytes on the ledger: pages, packing pages and packing lists, which are no JSON, since they are most of what is kept. */
import { compositeKey } from '@theriac/domain/ledger';
import type { Ledger } from '../ledger';

/** Bytes under one kind of composite key. */
export class RawStore {
  constructor(
    private readonly ledger: Ledger,
    private readonly objectType: string,
  ) {}

  /** Empty where nothing was written. */
  async read(...key: readonly string[]): Promise<Uint8Array> {
    return this.ledger.reads.of(compositeKey(this.objectType, key));
  }

  async put(bytes: Uint8Array, ...key: readonly string[]): Promise<void> {
    await this.ledger.stub.putState(compositeKey(this.objectType, key), bytes);
  }
}
