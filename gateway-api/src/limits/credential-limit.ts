/** How often credentials from one address may be wrong: guessing tokens, or flooding with bad ones, costs. */
import { createHash } from 'node:crypto';
import { LedgerError } from '@theriac/domain/ledger';
import { LatestKept } from '../latest-kept';
import { type Allowance, Windows } from './window';

/** A site's programs share an address: who was accepted within this time is not shut out by what a neighbour sends. */
const KNOWN_MS = 10 * 60_000;
/** Credentials that are remembered at most; the oldest are forgotten first. */
const MOST_KNOWN = 10_000;

/** Counts refused credentials by address. */
export class CredentialLimit {
  readonly #windows: Windows;
  /** Digests, so that no token lies about longer than its request. */
  readonly #known = new LatestKept<number>(MOST_KNOWN);

  constructor(
    allowance: Omit<Allowance, 'what'>,
    private readonly now: () => number = Date.now,
  ) {
    this.#windows = new Windows({ ...allowance, what: 'refused credentials' });
  }

  /**
   * Checks a credential. While an address has spent its allowance none of it is looked at but those that were accepted
   * lately. A request without any is no guess: it is neither counted nor shut out.
   *
   * @throws TooManyRequests, or what the check throws
   */
  async check<T>(address: string, credential: string | undefined, check: () => Promise<T>): Promise<T> {
    if (credential === undefined) return check();
    const digest = createHash('sha256').update(credential).digest('base64');
    if ((this.#known.get(digest) ?? -Infinity) < this.now()) await this.#windows.requireRoom(address);
    try {
      const accepted = await check();
      this.#known.set(digest, this.now() + KNOWN_MS);
      return accepted;
    } catch (error) {
      if (error instanceof LedgerError && error.row.kind === 'unauthenticated') {
        this.#known.delete(digest);
        await this.#windows.count(address);
      }
      throw error;
    }
  }
}
