/** Merkle trees as in RFC 6962, section 2.1: leaves and nodes are tagged, so that neither can pass for the other. */
import { concatBytes, type Digest } from '../ledger';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The root over leaves in their order; the root of no leaves is the hash of nothing. */
export function merkleRoot(digest: Digest, leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return digest.sha256(new Uint8Array());
  let level = leaves.map((leaf) => digest.sha256(concatBytes(LEAF, leaf)));
  while (level.length > 1) level = parentsOf(digest, level);
  return level[0] ?? new Uint8Array();
}

/** Pairs from the left; a lonely last node moves up as it is, which is RFC 6962's split at the largest power of two. */
function parentsOf(digest: Digest, level: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const [left, right] = level.slice(index, index + 2);
    if (left === undefined) continue;
    parents.push(right === undefined ? left : digest.sha256(concatBytes(NODE, left, right)));
  }
  return parents;
}
