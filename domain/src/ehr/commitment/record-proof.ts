/** That one record is of a batch, for who gets it alone: its path to the root, and nothing of its neighbours. */
import { z } from 'zod';
import { compareBytes, type Digest, fromHex, hexSchema, toHex } from '../../ledger';
import { hashLeadsToRoot, merklePath } from '../../merkle';
import { batchTrees, type CommittedBatch, hashClass } from './commit-batch';
import { type CountedTree, hashTree } from './counted-tree';
import { recordClassSchema } from './record-class';
import { hashBody, hashRecord, recordVersionSchema, type RecordVersion, SALT_BYTES } from './record-leaf';
import type { ReceivedRecord } from './verify-opening';

/** Levels of the largest tree. */
const DEEPEST = 12;

/** The way from a hash up to the root of its tree. The count stays closed. */
const waySchema = z.strictObject({
  index: z.int().min(0),
  hashes: z.int().min(1),
  path: z.array(hexSchema(32)).max(DEEPEST),
  root: hexSchema(32),
  counted: hexSchema(32),
});

/** What shows that a record is of a batch. */
export const recordProofSchema = z.strictObject({
  ...recordVersionSchema.shape,
  class: recordClassSchema,
  salt: hexSchema(SALT_BYTES),
  inClass: waySchema,
  classSalt: hexSchema(SALT_BYTES),
  inBatch: waySchema,
});

/** What shows that a record is of a batch. */
export type RecordProof = z.infer<typeof recordProofSchema>;

type Way = z.infer<typeof waySchema>;

/** Proves one record of a batch; undefined when it is none of it. */
export function proveRecord(digest: Digest, batch: CommittedBatch, of: RecordVersion): RecordProof | undefined {
  const found = batch.records.find((one) => one.record === of.record && one.version === of.version);
  const { salts, classes, tree } = batchTrees(digest, batch);
  const inside = classes.find((one) => one.class === found?.class);
  if (found === undefined || inside === undefined) return undefined;
  return {
    ...{ record: found.record, version: found.version, class: found.class, salt: salts.record(found) },
    inClass: wayIn(inside.tree, fromHex(found.leaf)),
    classSalt: salts.class(found.class),
    inBatch: wayIn(tree, inside.entry),
  };
}

/** Whether a received record is the one that its custodian committed to. */
export function isRecordCommitted(
  digest: Digest,
  batch: { readonly patient: string; readonly root: string },
  proof: RecordProof,
  { record, version, body }: ReceivedRecord,
): boolean {
  if (record !== proof.record || version !== proof.version) return false;
  const commitment = { record, version, class: proof.class, body: hashBody(digest, body) };
  const leaf = hashRecord(digest, batch.patient, commitment, proof.salt);
  const entry = hashClass(digest, proof.class, proof.inClass, proof.classSalt);
  return (
    leadsUp(digest, leaf, proof.inClass) &&
    leadsUp(digest, entry, proof.inBatch) &&
    toHex(hashTree(digest, proof.inBatch)) === batch.root
  );
}

function wayIn({ hashes, levels, commitment }: CountedTree, hash: Uint8Array): Way {
  const index = hashes.findIndex((one) => compareBytes(one, hash) === 0);
  return { index, hashes: hashes.length, path: merklePath(levels, index).map(toHex), ...commitment };
}

function leadsUp(digest: Digest, hash: Uint8Array, { index, hashes, path, root }: Way): boolean {
  return hashLeadsToRoot(digest, hash, { index, leaves: hashes }, path.map(fromHex), fromHex(root));
}
