/** What a transaction read and wrote of the public state: as values, and as Fabric's KVRWSet. */
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

/** All of it that is public, for one chaincode's namespace. */
export interface PublicReadWriteSet {
  readonly reads: readonly KeyRead[];
  readonly ranges: readonly RangeRead[];
  readonly writes: readonly ValueWrite[];
  readonly policies: readonly PolicyWrite[];
}

/** Whether two versions are the same, or both absent. */
export function isSameVersion(a: Version | undefined, b: Version | undefined): boolean {
  return a?.block === b?.block && a?.transaction === b?.transaction;
}

/** The `kvrwset.KVRWSet` of a set. */
export function toPublic(set: PublicReadWriteSet): ledger.rwset.kvrwset.KVRWSet {
  const kv = new kvrwset.KVRWSet();
  kv.setReadsList(set.reads.map(toRead));
  kv.setRangeQueriesInfoList(set.ranges.map(toRange));
  kv.setWritesList(set.writes.map(toWrite));
  kv.setMetadataWritesList(set.policies.map(({ key, policy }) => toMetadataWrite(key, toMetadataEntry(policy))));
  return kv;
}

/** Reads a `kvrwset.KVRWSet`. */
export function fromPublic(kv: ledger.rwset.kvrwset.KVRWSet): PublicReadWriteSet {
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
    policies: kv
      .getMetadataWritesList()
      .map((write) => ({ key: write.getKey(), policy: fromMetadataEntries(write.getEntriesList()) })),
  };
}

function toRead({ key, version }: KeyRead): ledger.rwset.kvrwset.KVRead {
  const read = new kvrwset.KVRead();
  read.setKey(key);
  if (version !== undefined) read.setVersion(toVersion(version));
  return read;
}

/** A version as Fabric writes it down. */
export function toVersion({ block, transaction }: Version): ledger.rwset.kvrwset.Version {
  const at = new kvrwset.Version();
  at.setBlockNum(block);
  at.setTxNum(transaction);
  return at;
}

/** Reads a version. */
export function fromVersion(at: ledger.rwset.kvrwset.Version | undefined): Version | undefined {
  return at && { block: at.getBlockNum(), transaction: at.getTxNum() };
}

function fromRead(read: ledger.rwset.kvrwset.KVRead): KeyRead {
  return { key: read.getKey(), version: fromVersion(read.getVersion()) };
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

/** A write as Fabric writes it down. */
export function toWrite({ key, value }: ValueWrite): ledger.rwset.kvrwset.KVWrite {
  const write = new kvrwset.KVWrite();
  write.setKey(key);
  write.setIsDelete(value === undefined);
  if (value !== undefined) write.setValue(value);
  return write;
}

/** A write of a key's metadata. */
export function toMetadataWrite(
  key: string,
  ...entries: ledger.rwset.kvrwset.KVMetadataEntry[]
): ledger.rwset.kvrwset.KVMetadataWrite {
  const write = new kvrwset.KVMetadataWrite();
  write.setKey(key);
  write.setEntriesList(entries);
  return write;
}

/** A key's endorsement policy as metadata; empty when it is removed. */
export function toMetadataEntry(policy: Uint8Array | undefined): ledger.rwset.kvrwset.KVMetadataEntry {
  const entry = new kvrwset.KVMetadataEntry();
  entry.setName(POLICY_METADATA);
  entry.setValue(policy ?? new Uint8Array());
  return entry;
}

/** The endorsement policy among a key's metadata. */
export function fromMetadataEntries(entries: readonly ledger.rwset.kvrwset.KVMetadataEntry[]): Uint8Array | undefined {
  const value = entries.find((one) => one.getName() === POLICY_METADATA)?.getValue_asU8();
  return value === undefined || value.length === 0 ? undefined : value;
}
