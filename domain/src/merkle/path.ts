/** The path from a leaf to the root (RFC 6962, section 2.1.1): what shows that it belongs, and nothing of its neighbours. */
import { compareBytes, type Digest } from '../ledger';
import { hashLeaf, hashNode, type MerkleLevels } from './root';

/** A leaf's place among all leaves, from 0. */
export interface MerklePlace {
  readonly index: number;
  readonly leaves: number;
}

/**
 * The siblings that a leaf's hash is joined with on its way up, the lowest first.
 *
 * @throws RangeError when the tree has no such leaf
 */
export function merklePath(levels: MerkleLevels, index: number): Uint8Array[] {
  if (levels[0]?.[index] === undefined) throw new RangeError('the tree has no such leaf');
  const path: Uint8Array[] = [];
  let at = index;
  for (const level of levels) {
    // The lonely last node of a level has no sibling, and moves up as it is.
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling !== undefined) path.push(sibling);
    at = Math.floor(at / 2);
  }
  return path;
}

/** Whether a path leads from this leaf at this place to this root; false too for a path of another length. */
export function leadsToRoot(
  digest: Digest,
  leaf: Uint8Array,
  place: MerklePlace,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  return hashLeadsToRoot(digest, hashLeaf(digest, leaf), place, path, root);
}

/** Whether a path leads to this root from the leaf with this hash. */
export function hashLeadsToRoot(
  digest: Digest,
  leafHash: Uint8Array,
  { index, leaves }: MerklePlace,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves) return false;
  let hash = leafHash;
  let used = 0;
  for (let at = index, width = leaves; width > 1; at = Math.floor(at / 2), width = Math.ceil(width / 2)) {
    const isLonely = at % 2 === 0 && at === width - 1;
    if (isLonely) continue;
    const sibling = path[used];
    if (sibling === undefined) return false;
    used += 1;
    hash = at % 2 === 0 ? hashNode(digest, hash, sibling) : hashNode(digest, sibling, hash);
  }
  return used === path.length && compareBytes(hash, root) === 0;
}
