/** All that a transaction read and wrote, as it stands in a block: Fabric's TxReadWriteSet. */
import { ledger } from '@hyperledger/fabric-protos';
import { fromHashed, type HashedReadWriteSet, toHashed } from './hashed-read-write-set';
import { fromPublic, type PublicReadWriteSet, toPublic } from './read-write-set';

/** Public keys, and private ones by their hashes, for one chaincode's namespace. */
export interface ReadWriteSet extends PublicReadWriteSet {
  /** In the order of names. */
  readonly collections: readonly HashedReadWriteSet[];
}

/** A serialised `rwset.TxReadWriteSet`. */
export function readWriteSetBytes(namespace: string, set: ReadWriteSet): Uint8Array {
  const namespaced = new ledger.rwset.NsReadWriteSet();
  namespaced.setNamespace(namespace);
  namespaced.setRwset(toPublic(set).serializeBinary());
  namespaced.setCollectionHashedRwsetList(set.collections.map(toHashed));
  const all = new ledger.rwset.TxReadWriteSet();
  all.setDataModel(ledger.rwset.TxReadWriteSet.DataModel.KV);
  all.setNsRwsetList([namespaced]);
  return all.serializeBinary();
}

/** Reads a serialised `rwset.TxReadWriteSet`; other namespaces are left out. */
export function parseReadWriteSet(namespace: string, bytes: Uint8Array): ReadWriteSet {
  const all = ledger.rwset.TxReadWriteSet.deserializeBinary(bytes);
  const namespaced = all.getNsRwsetList().find((set) => set.getNamespace() === namespace);
  const kv = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespaced?.getRwset_asU8() ?? new Uint8Array());
  return { ...fromPublic(kv), collections: (namespaced?.getCollectionHashedRwsetList() ?? []).map(fromHashed) };
}
