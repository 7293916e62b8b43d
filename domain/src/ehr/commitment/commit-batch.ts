/** What a custodian commits to of a batch of one patient's records: one root, under it a tree for each class. */
import { type Digest, fromHex, toHex } from '../../ledger';
import { BATCH_LEVEL, type BatchSalts, batchSalts } from './batch-secret';
import { type CountedTree, hashTree, makeCountedTree } from './counted-tree';
import { hashEntry, hashRecord, type RecordCommitment, type RecordVersion } from './record-leaf';

/** Records of one batch, as the ledger takes them in one transaction. */
export const MOST_RECORDS_A_BATCH = 2_000;

/** A committed version, as its custodian keeps it. */
export interface CommittedRecord extends RecordVersion {
  readonly class: string;
  /** The hash of its leaf, hex. */
  readonly leaf: string;
}

/** A batch, as its custodian keeps it. */
export interface CommittedBatch {
  readonly secret: Uint8Array;
  readonly records: readonly CommittedRecord[];
}

/** What committing to a batch gives. */
export interface BatchCommitment {
  /** What the ledger is told, hex. */
  readonly root: string;
  /** The hashes of the records' leaves, in the records' order, hex. */
  readonly leaves: readonly string[];
  /** The classes by name. */
  readonly classes: readonly { readonly class: string; readonly count: number; readonly root: string }[];
}

/** The trees of a batch. */
export interface BatchTrees {
  readonly salts: BatchSalts;
  readonly classes: readonly ClassTree[];
  readonly tree: CountedTree;
  /** Hex. */
  readonly root: string;
}

/** The tree of a class, and its entry in the batch's. */
export interface ClassTree {
  readonly class: string;
  readonly records: readonly CommittedRecord[];
  readonly tree: CountedTree;
  readonly entry: Uint8Array;
}

/**
 * Commits to a batch.
 *
 * @param secret of the batch, {@link BATCH_SECRET_BYTES} random bytes
 * @throws RangeError for more records than a batch may have
 */
export function commitBatch(
  digest: Digest,
  secret: Uint8Array,
  patient: string,
  records: readonly RecordCommitment[],
): BatchCommitment {
  if (records.length > MOST_RECORDS_A_BATCH)
    throw new RangeError(`a batch has at most ${MOST_RECORDS_A_BATCH} records`);
  const salts = batchSalts(digest, secret);
  const committed = records.map((one) => {
    const leaf = toHex(hashRecord(digest, patient, one, salts.record(one)));
    return { record: one.record, version: one.version, class: one.class, leaf };
  });
  const { root, classes } = batchTrees(digest, { secret, records: committed });
  return {
    root,
    leaves: committed.map(({ leaf }) => leaf),
    classes: classes.map(({ class: name, tree }) => ({ class: name, count: tree.count, root: tree.commitment.root })),
  };
}

/** Makes a batch's trees anew from what its custodian keeps: they always come out the same. */
export function batchTrees(digest: Digest, { secret, records }: CommittedBatch): BatchTrees {
  const salts = batchSalts(digest, secret);
  const names = [...new Set(records.map((one) => one.class))].sort();
  const classes = names.map((name): ClassTree => {
    const members = records.filter((one) => one.class === name);
    const leaves = members.map(({ leaf }) => fromHex(leaf));
    const tree = makeCountedTree(digest, leaves, salts.count(name), (index) => salts.filler(name, index));
    return { class: name, records: members, tree, entry: hashClass(digest, name, tree.commitment, salts.class(name)) };
  });
  const entries = classes.map(({ entry }) => entry);
  const tree = makeCountedTree(digest, entries, salts.count(BATCH_LEVEL), (index) => salts.filler(BATCH_LEVEL, index));
  return { salts, classes, tree, root: toHex(hashTree(digest, tree.commitment)) };
}

/** The hash of a class's entry in its batch's tree. */
export function hashClass(
  digest: Digest,
  name: string,
  records: { readonly root: string; readonly counted: string },
  salt: string,
): Uint8Array {
  return hashEntry(digest, { class: name, records: toHex(hashTree(digest, records)), salt });
}
