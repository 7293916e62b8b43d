/**
 * A tree of salted hashes that shows neither how many of them are entries nor in which order they came: filled up, sorted,
 * and with a committed count that can be opened or not.
 */
import { compareBytes, type Digest, toHex } from '../../ledger';
import { levelsOver, type MerkleLevels, rootOf } from '../../merkle';
import { hashEntry } from './record-leaf';

/** A tree, as its maker knows it. */
export interface CountedTree {
  /** All hashes, entries and fillers, ascending. */
  readonly hashes: readonly Uint8Array[];
  readonly levels: MerkleLevels;
  readonly count: number;
  readonly countSalt: string;
  readonly commitment: TreeCommitment;
}

/** What a tree is committed by. */
export interface TreeCommitment {
  /** Hex. */
  readonly root: string;
  /** The salted hash of the number of entries, hex. */
  readonly counted: string;
}

/**
 * Makes a tree of entries. There is always a filler, so that a hash that stays closed may be nothing at all.
 *
 * @param filler a hash for the filler with this number
 */
export function makeCountedTree(
  digest: Digest,
  entries: readonly Uint8Array[],
  countSalt: string,
  filler: (index: number) => Uint8Array,
): CountedTree {
  const count = entries.length;
  const fillers = Array.from({ length: filledSize(count) - count }, (_, index) => filler(index));
  const hashes = [...entries, ...fillers].sort(compareBytes);
  const levels = levelsOver(digest, hashes);
  const root = toHex(rootOf(digest, levels));
  return { hashes, levels, count, countSalt, commitment: { root, counted: hashCount(digest, count, countSalt) } };
}

/** The commitment of a number of entries, hex. */
export function hashCount(digest: Digest, count: number, salt: string): string {
  return toHex(hashEntry(digest, { count, salt }));
}

/** The one hash that a tree is known by. */
export function hashTree(digest: Digest, { root, counted }: TreeCommitment): Uint8Array {
  return hashEntry(digest, { root, counted });
}

/** The smallest power of two above a count: of the count itself, the tree's size shows no more. */
function filledSize(count: number): number {
  let size = 1;
  while (size <= count) size *= 2;
  return size;
}
