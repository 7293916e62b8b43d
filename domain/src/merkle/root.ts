/** Merkle trees as in RFC 6962, section 2.1: leaves and nodes are tagged, so that neither can pass for the other. */
import { concatBytes, type Digest } from '../ledger';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hashes of a tree from its leaves up to its root: none for no leaves. */
export type MerkleLevels = readonly (readonly Uint8Array[])[];

/** The root over leaves in their order; the root of no leaves is the hash of nothing. */
export function merkleRoot(digest: Digest, leaves: readonly Uint8Array[]): Uint8Array {
  return rootOf(digest, merkleLevels(digest, leaves));
}

/** The whole tree over leaves in their order: made once, it gives every leaf's path. */
export function merkleLevels(digest: Digest, leaves: readonly Uint8Array[]): MerkleLevels {
  return levelsOver(
    digest,
    leaves.map((leaf) => hashLeaf(digest, leaf)),
  );
}

/** The whole tree over leaves of which only the hashes are known. */
export function levelsOver(digest: Digest, hashes: readonly Uint8Array[]): MerkleLevels {
  if (hashes.length === 0) return [];
  let level = [...hashes];
  const levels = [level];
  while (level.length > 1) {
    level = parentsOf(digest, level);
    levels.push(level);
  }
  return levels;
}

/** The root of a tree; that of no leaves is the hash of nothing. */
export function rootOf(digest: Digest, levels: MerkleLevels): Uint8Array {
  return levels.at(-1)?.[0] ?? digest.sha256(new Uint8Array());
}

/** A leaf's hash. */
export function hashLeaf(digest: Digest, leaf: Uint8Array): Uint8Array {
  return digest.sha256(concatBytes(LEAF, leaf));
}

/** A node's hash, of those of its children. */
export function hashNode(digest: Digest, left: Uint8Array, right: Uint8Array): Uint8Array {
  return digest.sha256(concatBytes(NODE, left, right));
}

/** Pairs from the left; a lonely last node moves up as it is, which is RFC 6962's split at the largest power of two. */
function parentsOf(digest: Digest, level: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const [left, right] = level.slice(index, index + 2);
    if (left === undefined) continue;
    parents.push(right === undefined ? left : hashNode(digest, left, right));
  }
  return parents;
}
