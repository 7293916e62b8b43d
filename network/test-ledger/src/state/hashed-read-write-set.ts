/** What a transaction read and wrote of a collection: by hashes in the block, by values outside it. */
import { ledger } from '@hyperledger/fabric-protos';
import { createHash } from 'node:crypto';
import {
  fromMetadataEntries,
  fromVersion,
  type KeyRead,
  type PolicyWrite,
  toMetadataEntry,
  toMetadataWrite,
  toVersion,
  toWrite,
  type ValueWrite,
} from './read-write-set';

const { kvrwset } = ledger.rwset;

/** A private key that was written: its hash as hex, and its value's hash; without one it was deleted. */
export interface HashedWrite extends ValueWrite {
  /** Whether it shall vanish from the peers' history too. */
  readonly isPurge: boolean;
}

/** What stands in the block of one collection; keys are hashes as hex. */
export interface HashedReadWriteSet {
  readonly collection: string;
  readonly reads: readonly KeyRead[];
  readonly writes: readonly HashedWrite[];
  readonly policies: readonly PolicyWrite[];
  /** Of the private writes' bytes; undefined when nothing was written. */
  readonly valuesHash: Uint8Array | undefined;
}

/** What was written to a collection, in plain. */
export interface PrivateWrites {
  readonly collection: string;
  readonly writes: readonly ValueWrite[];
  /** The keys whose endorsement policy was written. */
  readonly policyKeys: readonly string[];
  /** The hash by which the block names this. */
  readonly hash: Uint8Array;
}

/** Puts private writes together with their hash: SHA-256 of a serialised `kvrwset.KVRWSet`. */
export function privateWrites(
  collection: string,
  writes: readonly ValueWrite[],
  policyKeys: readonly string[],
): PrivateWrites {
  const kv = new kvrwset.KVRWSet();
  kv.setWritesList(writes.map(toWrite));
  kv.setMetadataWritesList(policyKeys.map((key) => toMetadataWrite(key)));
  return { collection, writes, policyKeys, hash: createHash('sha256').update(kv.serializeBinary()).digest() };
}

/** The `rwset.CollectionHashedReadWriteSet` of a set. */
export function toHashed(set: HashedReadWriteSet): ledger.rwset.CollectionHashedReadWriteSet {
  const hashed = new kvrwset.HashedRWSet();
  hashed.setHashedReadsList(set.reads.map(toReadHash));
  hashed.setHashedWritesList(set.writes.map(toWriteHash));
  hashed.setMetadataWritesList(set.policies.map(toMetadataHash));
  const collection = new ledger.rwset.CollectionHashedReadWriteSet();
  collection.setCollectionName(set.collection);
  collection.setHashedRwset(hashed.serializeBinary());
  if (set.valuesHash !== undefined) collection.setPvtRwsetHash(set.valuesHash);
  return collection;
}

/** Reads a `rwset.CollectionHashedReadWriteSet`. */
export function fromHashed(collection: ledger.rwset.CollectionHashedReadWriteSet): HashedReadWriteSet {
  const hashed = kvrwset.HashedRWSet.deserializeBinary(collection.getHashedRwset_asU8());
  const hash = collection.getPvtRwsetHash_asU8();
  return {
    collection: collection.getCollectionName(),
    reads: hashed
      .getHashedReadsList()
      .map((read) => ({ key: toHex(read.getKeyHash_asU8()), version: fromVersion(read.getVersion()) })),
    writes: hashed.getHashedWritesList().map((write) => ({
      key: toHex(write.getKeyHash_asU8()),
      value: write.getIsDelete() ? undefined : write.getValueHash_asU8(),
      isPurge: write.getIsPurge(),
    })),
    policies: hashed
      .getMetadataWritesList()
      .map((write) => ({ key: toHex(write.getKeyHash_asU8()), policy: fromMetadataEntries(write.getEntriesList()) })),
    valuesHash: hash.length === 0 ? undefined : hash,
  };
}

function toReadHash({ key, version }: KeyRead): ledger.rwset.kvrwset.KVReadHash {
  const read = new kvrwset.KVReadHash();
  read.setKeyHash(fromHex(key));
  if (version !== undefined) read.setVersion(toVersion(version));
  return read;
}

function toWriteHash({ key, value, isPurge }: HashedWrite): ledger.rwset.kvrwset.KVWriteHash {
  const write = new kvrwset.KVWriteHash();
  write.setKeyHash(fromHex(key));
  write.setIsDelete(value === undefined);
  if (value !== undefined) write.setValueHash(value);
  write.setIsPurge(isPurge);
  return write;
}

function toMetadataHash({ key, policy }: PolicyWrite): ledger.rwset.kvrwset.KVMetadataWriteHash {
  const write = new kvrwset.KVMetadataWriteHash();
  write.setKeyHash(fromHex(key));
  write.setEntriesList([toMetadataEntry(policy)]);
  return write;
}

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fromHex = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
