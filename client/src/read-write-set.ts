/** Reads what a transaction read and would write. */
import {
  HashedRWSet,
  type KVMetadataWrite,
  type KVRead,
  KVRWSet,
  type KVWrite,
} from '@hyperledger/fabric-protos/lib/ledger/rwset/kvrwset/kv_rwset_pb';
import {
  type CollectionHashedReadWriteSet,
  type NsReadWriteSet,
  TxReadWriteSet,
} from '@hyperledger/fabric-protos/lib/ledger/rwset/rwset_pb';
import { hex } from './encoding';
import { refuseUnless } from './decode-proposal';
import { readable, readExactly } from './read-exactly';
import type { PrivateWrites, ReadKey, ShownChanges, WrittenKey } from './shown';

/** Reads a serialised `rwset.TxReadWriteSet`. @throws RefusedToSign UNREADABLE */
export function readChanges(bytes: Uint8Array): ShownChanges[] {
  const all = readExactly(TxReadWriteSet, bytes, 'the read and write set');
  refuseUnless(
    (all.getDataModel() as number) === TxReadWriteSet.DataModel.KV,
    'UNREADABLE',
    'its data are no keys and values',
  );
  return all.getNsRwsetList().map(changesOf);
}

/** Whether anything would be changed. */
export function changesAnything({ writes, policies, collections }: ShownChanges): boolean {
  return writes.length > 0 || policies.length > 0 || collections.some((one) => one.writes.length > 0);
}

function changesOf(set: NsReadWriteSet): ShownChanges {
  const own = readExactly(KVRWSet, set.getRwset_asU8(), 'the reads and writes of a chaincode');
  return {
    chaincode: set.getNamespace(),
    reads: own.getReadsList().map(readOf),
    ranges: own.getRangeQueriesInfoList().map((range) => ({ from: range.getStartKey(), to: range.getEndKey() })),
    writes: own.getWritesList().map(writeOf),
    policies: own.getMetadataWritesList().map((write: KVMetadataWrite) => write.getKey()),
    collections: set.getCollectionHashedRwsetList().map(privateWrites),
  };
}

function readOf(read: KVRead): ReadKey {
  const version = read.getVersion();
  return {
    key: read.getKey(),
    version: version && { block: version.getBlockNum(), transaction: version.getTxNum() },
  };
}

function writeOf(write: KVWrite): WrittenKey {
  return { key: write.getKey(), value: write.getIsDelete() ? undefined : readable(write.getValue_asU8()) };
}

function privateWrites(set: CollectionHashedReadWriteSet): PrivateWrites {
  const hashed = readExactly(HashedRWSet, set.getHashedRwset_asU8(), 'the hashes of a collection');
  return {
    collection: set.getCollectionName(),
    reads: hashed.getHashedReadsList().length,
    writes: hashed.getHashedWritesList().map((write) => ({
      keyHash: hex(write.getKeyHash_asU8()),
      valueHash: write.getIsDelete() || write.getIsPurge() ? undefined : hex(write.getValueHash_asU8()),
      isPurge: write.getIsPurge(),
    })),
  };
}
