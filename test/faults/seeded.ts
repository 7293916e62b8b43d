/** Draws that a seed alone decides, so that a run can be repeated. */

/** A source of draws. */
export interface Draws {
  /** A whole number from 0 to below the bound. */
  below(bound: number): number;
  /** One of some. */
  oneOf<T>(some: readonly T[]): T;
  /** All of them, in another order. */
  shuffled<T>(some: readonly T[]): T[];
}

/** Draws by mulberry32 (public domain, Tommy Ettinger): 32 bits of state are plenty for choosing among dozens. */
export function drawsOf(seed: number): Draws {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  const oneOf = <T>(some: readonly T[]): T => {
    if (some.length === 0) throw new Error('there is nothing to draw from');
    return some[below(some.length)] as T;
  };
  const shuffled = <T>(some: readonly T[]): T[] => {
    const left = [...some];
    return some.map(() => left.splice(below(left.length), 1)[0] as T);
  };
  return { below, oneOf, shuffled };
}
