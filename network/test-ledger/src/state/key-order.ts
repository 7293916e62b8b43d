/** The order of keys: by UTF-8 bytes, which is the order of code points. */

/** Below zero when a comes first. */
export function compareByBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return lift(x) - lift(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others, though their units lie below U+E000. */
function lift(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** The order of JavaScript's strings: by UTF-16 units. */
export function compareByUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Sorts by keys, as Fabric writes reads and writes down. */
export function inKeyOrder<T extends { readonly key: string }>(items: T[]): T[] {
  return items.sort((a, b) => compareByBytes(a.key, b.key));
}
