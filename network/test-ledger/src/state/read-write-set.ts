/** What a transaction read and wrote: as values, and as Fabric's TxReadWriteSet. */
import { ledger } from '@hyperledger/fabric-protos';

/** The metadata key under which a key's endorsement policy lies. */
export const POLICY_METADATA = 'VALIDATION_PARAMETER';

const { kvrwset } = ledger.rwset;

/** Where a value was written: block and position in it. */
export interface Version {
  readonly block: number;
  readonly transaction: number;
}

/** A key that was read; without a version it did not exist. */
export interface KeyRead {
  readonly key: string;
  readonly version: Version | undefined;
}

/** A range that was read. */
export interface RangeRead {
  readonly start: string;
  /** Exclusive when exhausted, else the last key seen, inclusive; empty and exhausted: to the end. */
  readonly end: string;
  readonly isExhausted: boolean;
  readonly rows: readonly KeyRead[];
}

/** A key that was written; without a value it was deleted. */
export interface ValueWrite {
  readonly key: string;
  readonly value: Uint8Array | undefined;
}

/** A key whose endorsement policy was written; without one it was removed. */
export interface PolicyWrite {
  readonly key: string;
  readonly policy: Uint8Array | undefined;
}

/** All of it, for one chaincode's namespace. */
export interface ReadWriteSet {
  readonly reads: readonly KeyRead[];
  readonly ranges: readonly RangeRead[];
  readonly writes: readonly ValueWrite[];
  readonly policies: readonly PolicyWrite[];
}

/** Whether two versions are the same, or both absent. */
export function isSameVersion(a: Version | undefined, b: Version | undefined): boolean {
  return a?.block === b?.block && a?.transaction === b?.transaction;
}

/** A serialised `rwset.TxReadWriteSet`. */
export function readWriteSetBytes(namespace: string, set: ReadWriteSet): Uint8Array {
  const kv = new kvrwset.KVRWSet();
  kv.setReadsList(set.reads.map(toRead));
  kv.setRangeQueriesInfoList(set.ranges.map(toRange));
  kv.setWritesList(set.writes.map(toWrite));
  kv.setMetadataWritesList(set.policies.map(toMetadataWrite));
  const namespaced = new ledger.rwset.NsReadWriteSet();
  namespaced.setNamespace(namespace);
  namespaced.setRwset(kv.serializeBinary());
  const all = new ledger.rwset.TxReadWriteSet();
  all.setDataModel(ledger.rwset.TxReadWriteSet.DataModel.KV);
  all.setNsRwsetList([namespaced]);
  return all.serializeBinary();
}

/** Reads a serialised `rwset.TxReadWriteSet`; other namespaces are left out. */
export function parseReadWriteSet(namespace: string, bytes: Uint8Array): ReadWriteSet {
  const all = ledger.rwset.TxReadWriteSet.deserializeBinary(bytes);
  const namespaced = all.getNsRwsetList().find((set) => set.getNamespace() === namespace);
  const kv = kvrwset.KVRWSet.deserializeBinary(namespaced?.getRwset_asU8() ?? new Uint8Array());
  return {
    reads: kv.getReadsList().map(fromRead),
    ranges: kv.getRangeQueriesInfoList().map((range) => ({
      start: range.getStartKey(),
      end: range.getEndKey(),
      isExhausted: range.getItrExhausted(),
      rows: (range.getRawReads()?.getKvReadsList() ?? []).map(fromRead),
    })),
    writes: kv.getWritesList().map((write) => ({
      key: write.getKey(),
      value: write.getIsDelete() ? undefined : write.getValue_asU8(),
    })),
    policies: kv.getMetadataWritesList().map((write) => ({ key: write.getKey(), policy: policyOf(write) })),
  };
}

function toRead({ key, version }: KeyRead): ledger.rwset.kvrwset.KVRead {
  const read = new kvrwset.KVRead();
  read.setKey(key);
  if (version !== undefined) {
    const at = new kvrwset.Version();
    at.setBlockNum(version.block);
    at.setTxNum(version.transaction);
    read.setVersion(at);
  }
  return read;
}

function fromRead(read: ledger.rwset.kvrwset.KVRead): KeyRead {
  const at = read.getVersion();
  return { key: read.getKey(), version: at && { block: at.getBlockNum(), transaction: at.getTxNum() } };
}

function toRange(range: RangeRead): ledger.rwset.kvrwset.RangeQueryInfo {
  const rows = new kvrwset.QueryReads();
  rows.setKvReadsList(range.rows.map(toRead));
  const info = new kvrwset.RangeQueryInfo();
  info.setStartKey(range.start);
  info.setEndKey(range.end);
  info.setItrExhausted(range.isExhausted);
  info.setRawReads(rows);
  return info;
}

function toWrite({ key, value }: ValueWrite): ledger.rwset.kvrwset.KVWrite {
  const write = new kvrwset.KVWrite();
  write.setKey(key);
  write.setIsDelete(value === undefined);
  if (value !== undefined) write.setValue(value);
  return write;
}

function toMetadataWrite({ key, policy }: PolicyWrite): ledger.rwset.kvrwset.KVMetadataWrite {
  const entry = new kvrwset.KVMetadataEntry();
  entry.setName(POLICY_METADATA);
  entry.setValue(policy ?? new Uint8Array());
  const write = new kvrwset.KVMetadataWrite();
  write.setKey(key);
  write.setEntriesList([entry]);
  return write;
}

function policyOf(write: ledger.rwset.kvrwset.KVMetadataWrite): Uint8Array | undefined {
  const entry = write.getEntriesList().find((one) => one.getName() === POLICY_METADATA);
  const value = entry?.getValue_asU8();
  return value === undefined || value.length === 0 ? undefined : value;
}
