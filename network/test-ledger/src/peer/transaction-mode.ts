/** What a transaction has done so far that forbids it something else: queries that allow no writes, and writes. */
import type { RuleBook } from '../rules';

/** Watches one transaction, over all that it touches. */
export class TransactionMode {
  private hasWritten = false;
  private hasPaged = false;
  private hasQueriedPrivately = false;

  constructor(
    private readonly transactionId: string,
    private readonly rules: RuleBook,
  ) {}

  /** @throws Error the transaction may not write any more */
  noteWrite(): void {
    if (this.hasQueriedPrivately && this.rules.applies('private-query-and-write')) {
      throw this.refusal('Transaction has already performed queries on pvt data. Writes are not allowed');
    }
    if (this.hasPaged && this.rules.applies('paginated-query-and-write')) {
      throw this.refusal('Transaction has already performed a paginated query. Writes are not allowed');
    }
    this.hasWritten = true;
  }

  /** Notes a page of a range. @throws Error the transaction has written */
  notePage(): void {
    if (this.hasWritten && this.rules.applies('paginated-query-and-write')) {
      throw this.refusal('Paginated queries are supported only in a read-only transaction');
    }
    this.hasPaged = true;
  }

  /** Notes a range of private keys. @throws Error the transaction has written */
  notePrivateQuery(): void {
    if (this.hasWritten && this.rules.applies('private-query-and-write')) {
      throw this.refusal('Queries on pvt data is supported only in a read-only transaction');
    }
    this.hasQueriedPrivately = true;
  }

  private refusal(why: string): Error {
    return new Error(`txid [${this.transactionId}]: unsuppored transaction. ${why}`);
  }
}
