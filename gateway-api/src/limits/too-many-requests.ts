/** The refusal of who asks too often, with the time after which asking again makes sense. */
import { LedgerError } from '@theriac/domain/ledger';

/** TOO_MANY_REQUESTS. */
export class TooManyRequests extends LedgerError {
  constructor(
    detail: string,
    /** Whole seconds until the next request may be answered. */
    readonly retryAfter: number,
  ) {
    super('TOO_MANY_REQUESTS', detail);
    this.name = 'TooManyRequests';
  }
}
