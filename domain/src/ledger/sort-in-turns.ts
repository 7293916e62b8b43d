/** Sorting hundreds of thousands of texts without keeping others waiting. */
import type { Turns } from './turns';

/** Texts that are sorted, or merged, before a pause: some milliseconds. */
const TEXTS_A_TURN = 4_096;

/** Orders texts by their Unicode code points, as UTF-8 bytes would be; JavaScript's own order differs beyond U+FFFF. */
export function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const [unit, against] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (unit !== against) return codePointOrder(unit) - codePointOrder(against);
  }
  return one.length - other.length;
}

/** The texts in the order of their UTF-16 units, with pauses. */
export function* sortInTurns(texts: readonly string[]): Turns<string[]> {
  let runs: string[][] = [];
  for (let at = 0; at < texts.length; at += TEXTS_A_TURN) {
    runs.push(texts.slice(at, at + TEXTS_A_TURN).sort(compareUnits));
    yield;
  }
  while (runs.length > 1) {
    const merged: string[][] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? []));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge(one: readonly string[], other: readonly string[]): Turns<string[]> {
  const merged: string[] = [];
  let [at, from] = [0, 0];
  while (at < one.length || from < other.length) {
    const [left, right] = [one[at], other[from]];
    const isLeft = right === undefined || (left !== undefined && left <= right);
    merged.push((isLeft ? left : right) ?? '');
    if (isLeft) at += 1;
    else from += 1;
    if (merged.length % TEXTS_A_TURN === 0) yield;
  }
  return merged;
}

function compareUnits(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Surrogates (U+D800 to U+DFFF) stand for what comes after U+FFFF. */
function codePointOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
