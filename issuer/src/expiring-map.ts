/** A map in memory whose entries end by themselves. */

const SWEEP_EVERY_MS = 60_000;

interface Entry<V> {
  readonly value: V;
  readonly endsAt: number;
}

/** Values by text, each for a time of its own. */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, Entry<V>>();
  #sweptAt = Date.now();

  /** @param seconds - how long the entry lives; for ever when absent */
  set(key: string, value: V, seconds?: number): void {
    const now = Date.now();
    if (now - this.#sweptAt > SWEEP_EVERY_MS) this.#sweep(now);
    this.#entries.set(key, { value, endsAt: seconds === undefined ? Infinity : now + seconds * 1000 });
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || entry.endsAt <= Date.now() ? undefined : entry.value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Forgets every entry whose value is meant. */
  deleteWhere(isMeant: (value: V) => boolean): void {
    for (const [key, { value }] of this.#entries) if (isMeant(value)) this.#entries.delete(key);
  }

  #sweep(now: number): void {
    this.#sweptAt = now;
    for (const [key, { endsAt }] of this.#entries) if (endsAt <= now) this.#entries.delete(key);
  }
}
