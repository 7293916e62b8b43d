/** A chaincode's private data collections, as Fabric keeps them with its definition. */
import { peer } from '@hyperledger/fabric-protos';
import { MEMBER, signaturePolicy } from './signature-policy';

/** Data that lies with some members' peers only; everybody on the channel holds their hashes. */
export interface CollectionDefinition {
  /** Letters, digits, `_` and `-`; does not begin with `_`, which is for implicit collections. */
  readonly name: string;
  /** MSP ids of those who hold the data. */
  readonly members: readonly string[];
  /** How many other members' peers must have received a value before its endorser signs. */
  readonly requiredPeerCount: number;
  /** How many other peers an endorser sends a value to. */
  readonly maxPeerCount: number;
  /** After how many blocks a value is purged by itself; 0 keeps it. */
  readonly blockToLive: number;
  /** Whether only members' certificates may read through a contract. */
  readonly memberOnlyRead: boolean;
  /** Whether only members' certificates may write through a contract. */
  readonly memberOnlyWrite: boolean;
  /** An `endorsementPolicy` of its own; the chaincode's when absent. */
  readonly endorsementPolicy?: Uint8Array;
}

/** The collections in the form of Fabric; their order counts, as approvals are compared entry by entry. */
export function collectionPackage(collections: readonly CollectionDefinition[]): peer.CollectionConfigPackage {
  const configs = new peer.CollectionConfigPackage();
  configs.setConfigList(collections.map(configOf));
  return configs;
}

/** Whether two sets of collections are the same; Fabric gives none either as absent or as empty. */
export function sameCollections(
  a: peer.CollectionConfigPackage | undefined,
  b: peer.CollectionConfigPackage | undefined,
): boolean {
  return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}

/**
 * Refuses what Fabric would refuse at the approval, before anybody waits for it: once committed, a collection stays,
 * and with the same `blockToLive`, since its values could not be found or purged otherwise.
 * @throws {Error} naming the collection.
 */
export function requireCollectionsKept(
  what: string,
  committed: peer.CollectionConfigPackage | undefined,
  wanted: readonly CollectionDefinition[],
): void {
  for (const config of committed?.getConfigList() ?? []) {
    const before = config.getStaticCollectionConfig();
    if (before === undefined) continue;
    const name = before.getName();
    const now = wanted.find((collection) => collection.name === name);
    if (now === undefined) {
      throw new Error(`${what} has the collection ${name}, and Fabric lets no collection be removed: keep it`);
    }
    if (now.blockToLive !== before.getBlockToLive()) {
      throw new Error(
        `${what} has the collection ${name} with blockToLive ${before.getBlockToLive()}, which Fabric lets nobody change`,
      );
    }
  }
}

function configOf(collection: CollectionDefinition): peer.CollectionConfig {
  const members = new peer.CollectionPolicyConfig();
  // MEMBER, not PEER: the same policy decides which clients `memberOnlyRead` and `memberOnlyWrite` let through.
  members.setSignaturePolicy(signaturePolicy(1, collection.members, MEMBER));
  const fixed = new peer.StaticCollectionConfig();
  fixed.setName(collection.name);
  fixed.setMemberOrgsPolicy(members);
  fixed.setRequiredPeerCount(collection.requiredPeerCount);
  fixed.setMaximumPeerCount(collection.maxPeerCount);
  fixed.setBlockToLive(collection.blockToLive);
  fixed.setMemberOnlyRead(collection.memberOnlyRead);
  fixed.setMemberOnlyWrite(collection.memberOnlyWrite);
  if (collection.endorsementPolicy !== undefined) {
    fixed.setEndorsementPolicy(peer.ApplicationPolicy.deserializeBinary(collection.endorsementPolicy));
  }
  const config = new peer.CollectionConfig();
  config.setStaticCollectionConfig(fixed);
  return config;
}

function bytesOf(collections: peer.CollectionConfigPackage | undefined): Uint8Array {
  return collections?.serializeBinary() ?? new Uint8Array();
}
