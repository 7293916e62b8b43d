/** How often one caller may ask. A route takes it as its `limit`. */
import { accountOf, type Caller } from '../caller';
import { type Allowance, Windows } from './window';

/** Counts requests by caller. */
export class RequestLimit {
  readonly #windows: Windows;

  constructor(allowance: Omit<Allowance, 'what'>) {
    this.#windows = new Windows({ ...allowance, what: 'requests' });
  }

  /** Counts a request. @throws TooManyRequests */
  take(caller: Pick<Caller, 'organisation' | 'person'>): Promise<void> {
    return this.takeBy(accountOf({ caller }));
  }

  /** Counts a request on an account. @throws TooManyRequests */
  takeBy(account: string): Promise<void> {
    return this.#windows.count(account);
  }
}
