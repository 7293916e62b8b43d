/** Pages on the ledger: raw bytes, the one kind of state that is no JSON, since it is nine tenths of a part. */
import { compositeKey } from '@theriac/domain/ledger';
import { type NumberedPage, PAGE_OBJECT_TYPE } from '@theriac/domain/supply';
import type { Ledger } from '../ledger';

/** Reads and writes the pages of parts. */
export class PageStore {
  constructor(private readonly ledger: Ledger) {}

  /** A page of a sealed part; empty when it was never written, which a sealed part rules out. */
  async read(registration: string, number: number): Promise<Uint8Array> {
    return this.ledger.stub.getState(keyOf(registration, number));
  }

  async put(registration: string, page: NumberedPage): Promise<void> {
    await this.ledger.stub.putState(keyOf(registration, page.number), page.bytes);
  }
}

function keyOf(registration: string, number: number): string {
  return compositeKey(PAGE_OBJECT_TYPE, [registration, String(number)]);
}
