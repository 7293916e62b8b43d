/** Opens a batch for a reader: what they were granted, and nothing else but salted hashes. */
import { type Digest, toHex } from '../../ledger';
import { batchTrees, type BatchTrees, type ClassTree, type CommittedBatch, type CommittedRecord } from './commit-batch';
import type { CountedTree } from './counted-tree';
import type { BatchOpening, Counted, OpenClass, OpeningLimit } from './opening.schema';

/**
 * Opens a batch. Where consents may keep single records of a class, no class says how many it has: it would tell whether
 * any was kept.
 *
 * @param isGranted says of a record of the batch whether the reader gets it
 * @throws RangeError when less is granted than the limit says could be kept
 */
export function openBatch(
  digest: Digest,
  batch: CommittedBatch,
  isGranted: (record: CommittedRecord) => boolean,
  limit: OpeningLimit,
): BatchOpening {
  const trees = batchTrees(digest, batch);
  const opened = new Map<string, OpenClass>();
  for (const one of trees.classes) {
    const granted = one.records.filter(isGranted);
    if (limit !== 'records' && granted.length > 0 && granted.length < one.records.length)
      throw new RangeError('a class is granted in part, which its consents do not provide for');
    if (granted.length > 0) opened.set(toHex(one.entry), openClass(trees, one, granted, limit));
  }
  if (limit === 'nothing' && opened.size < trees.classes.length)
    throw new RangeError('a class is kept, which its consents do not provide for');
  return {
    counted: shownCount(trees.tree, limit === 'nothing'),
    entries: trees.tree.hashes.map((hash) => opened.get(toHex(hash)) ?? toHex(hash)),
  };
}

function openClass(
  { salts }: BatchTrees,
  { class: name, tree }: ClassTree,
  granted: readonly CommittedRecord[],
  limit: OpeningLimit,
): OpenClass {
  const open = new Map(granted.map((one) => [one.leaf, one]));
  return {
    ...{ class: name, salt: salts.class(name), root: tree.commitment.root },
    counted: shownCount(tree, limit !== 'records'),
    leaves: tree.hashes.map((hash) => {
      const leaf = toHex(hash);
      const one = open.get(leaf);
      if (one === undefined) return leaf;
      return { record: one.record, version: one.version, leaf, salt: salts.record(one) };
    }),
  };
}

function shownCount({ count, countSalt, commitment }: CountedTree, isOpen: boolean): Counted {
  return isOpen ? { count, salt: countSalt } : commitment.counted;
}
