/** Hands a token out for as long as it lives, and gets the next one in time. */
import type { SignedIn } from './signed-in';

/** A token that is about to end might do so on its way. */
const LEAST_LEFT_MS = 60_000;

/** One caller's tokens: however many ask at once, one signs in. */
export class TokenSource {
  #held: SignedIn | undefined;
  #coming: Promise<SignedIn> | undefined;

  /**
   * @param signIn - signs in anew
   * @param now - milliseconds; the clock by default
   */
  constructor(
    private readonly signIn: () => Promise<SignedIn>,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token with a minute left at least. @throws what signing in throws; the next call tries again */
  async token(): Promise<string> {
    const held = this.#held;
    if (held !== undefined && held.expiresAt.getTime() - this.now() >= LEAST_LEFT_MS) return held.accessToken;
    this.#coming ??= this.#renew();
    return (await this.#coming).accessToken;
  }

  async #renew(): Promise<SignedIn> {
    try {
      this.#held = await this.signIn();
      return this.#held;
    } finally {
      this.#coming = undefined;
    }
  }
}
