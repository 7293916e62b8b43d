/** The time of clients and peers, which a test may set. */

/** Runs with the machine until it is set; then it stands still until it is set or advanced again. */
export class LedgerClock {
  private fixed: number | undefined;

  /** Milliseconds since 1970. */
  now(): number {
    return this.fixed ?? Date.now();
  }

  /** Stops the clock at an instant, in milliseconds since 1970. */
  set(instant: number): void {
    this.fixed = instant;
  }

  /** Moves it on by milliseconds (back, when negative), and stops it there. */
  advance(milliseconds: number): void {
    this.fixed = this.now() + milliseconds;
  }

  /** Lets it run with the machine again. */
  release(): void {
    this.fixed = undefined;
  }
}
