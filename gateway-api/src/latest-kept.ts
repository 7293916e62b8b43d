/** A map that keeps so many entries: the one set longest ago makes room. */

/** Values by key, the latest of them. */
export class LatestKept<Value> {
  readonly #kept = new Map<string, Value>();

  constructor(private readonly most: number) {}

  get size(): number {
    return this.#kept.size;
  }

  get(key: string): Value | undefined {
    return this.#kept.get(key);
  }

  /** Sets a value as the latest; the one that had to make room for it, if one had to. */
  set(key: string, value: Value): Value | undefined {
    // A Map iterates in the order of insertion.
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size <= this.most) return undefined;
    const [oldest] = this.#kept;
    if (oldest === undefined) return undefined;
    this.#kept.delete(oldest[0]);
    return oldest[1];
  }

  delete(key: string): void {
    this.#kept.delete(key);
  }
}
