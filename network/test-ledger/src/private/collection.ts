/** Private data collections of a chaincode: who holds their values, who may read and write them, who endorses. */
import { peer } from '@hyperledger/fabric-protos';
import { parsePolicy, peerOf, type Policy } from '../policy/policy';
import type { RuleBook } from '../rules';

/** A collection as a chaincode's definition has it; what is left out is what Fabric's defaults come to. */
export interface CollectionOptions {
  /** Letters, digits, `_` and `-`; a leading `_` is for implicit collections. */
  readonly name: string;
  /** MSP ids of those whose peers hold the values. */
  readonly members: readonly string[];
  /** How many other members' peers must be there to take a value before its endorser signs; 0 without it. */
  readonly requiredPeerCount?: number;
  /** To how many other peers an endorser sends a value; to all other members' without it. 0: they have to fetch it. */
  readonly maxPeerCount?: number;
  /** After how many blocks a value that nobody wrote since is removed; 0, which keeps it, without it. */
  readonly blockToLive?: number;
  /** Whether clients of other organisations are refused to read; false without it. */
  readonly memberOnlyRead?: boolean;
  /** Whether clients of other organisations are refused to write; false without it. */
  readonly memberOnlyWrite?: boolean;
  /** Its own endorsement policy, also as a serialised `peer.ApplicationPolicy`; the chaincode's without it. */
  readonly endorsementPolicy?: Policy | Uint8Array;
}

/** A collection as the engine asks it. */
export interface Collection {
  readonly name: string;
  readonly requiredPeerCount: number;
  readonly maxPeerCount: number;
  /** Zero: for good. */
  readonly blockToLive: number;
  readonly memberOnlyRead: boolean;
  readonly memberOnlyWrite: boolean;
  /** Whose endorsement its keys need. */
  readonly policy: Policy;
  readonly members: readonly string[];
}

const IMPLICIT = '_implicit_org_';

/** The name of an organisation's implicit collection, which every chaincode has. */
export const implicitCollectionOf = (mspId: string): string => IMPLICIT + mspId;

/** What a channel's collections are made of. */
export interface CollectionsContext {
  readonly channel: string;
  readonly chaincode: string;
  /** The channel's members, MSP ids. */
  readonly members: readonly string[];
  /** The chaincode's endorsement policy. */
  readonly policy: Policy;
  readonly rules: RuleBook;
}

/** All collections of a chaincode, the implicit ones among them. */
export class Collections {
  private readonly explicit: ReadonlyMap<string, Collection>;

  constructor(
    options: readonly CollectionOptions[],
    private readonly context: CollectionsContext,
  ) {
    this.explicit = new Map(options.map((one) => [one.name, this.fromOptions(one)]));
  }

  /** @throws Error there is none; with the words of a peer that looks whether its creator may use it */
  usable(name: string): Collection {
    const found = this.find(name);
    if (found !== undefined) return found;
    const { channel, chaincode } = this.context;
    throw new Error(`collection ${channel}/${chaincode}/${name} could not be found`);
  }

  /** @throws Error there is none; with the words of a peer's simulation. One of an organisation elsewhere is none. */
  requireDefined(name: string): void {
    const owner = ownerOf(name);
    const isDefined = owner === undefined ? this.find(name) !== undefined : this.context.members.includes(owner);
    if (isDefined) return;
    throw new Error(
      `collection [${name}] not defined in the collection config for chaincode [${this.context.chaincode}]`,
    );
  }

  /** Whose endorsement a collection's keys need. */
  policyOf(name: string): Policy {
    return this.find(name)?.policy ?? this.context.policy;
  }

  /** Whether an organisation's peers hold a collection's values. */
  isMember(name: string, mspId: string): boolean {
    return this.find(name)?.members.includes(mspId) ?? false;
  }

  /** A collection's blocks to live; 0 is for good. */
  blockToLive(name: string): number {
    return this.find(name)?.blockToLive ?? 0;
  }

  private find(name: string): Collection | undefined {
    const owner = ownerOf(name);
    if (owner !== undefined) return this.implicit(name, owner);
    const found = this.explicit.get(name);
    if (found !== undefined || this.context.rules.applies('collections-are-defined')) return found;
    return this.fromOptions({ name, members: this.context.members });
  }

  private implicit(name: string, owner: string): Collection {
    const { policy, rules } = this.context;
    const isClosed = !rules.applies('implicit-collection-is-open-to-clients');
    return {
      name,
      members: [owner],
      requiredPeerCount: 0,
      maxPeerCount: 0,
      blockToLive: 0,
      memberOnlyRead: isClosed,
      memberOnlyWrite: isClosed,
      policy: rules.applies('implicit-collection-needs-its-organisation') ? peerOf(owner) : policy,
    };
  }

  private fromOptions(options: CollectionOptions): Collection {
    const { rules, policy } = this.context;
    const own = rules.applies('collection-policy-replaces') ? options.endorsementPolicy : undefined;
    return {
      name: options.name,
      members: options.members,
      requiredPeerCount: options.requiredPeerCount ?? 0,
      maxPeerCount: options.maxPeerCount ?? options.members.length,
      blockToLive: options.blockToLive ?? 0,
      memberOnlyRead: options.memberOnlyRead ?? false,
      memberOnlyWrite: options.memberOnlyWrite ?? false,
      policy: own === undefined ? policy : policyFrom(own),
    };
  }
}

function ownerOf(name: string): string | undefined {
  return name.startsWith(IMPLICIT) ? name.slice(IMPLICIT.length) : undefined;
}

function policyFrom(own: Policy | Uint8Array): Policy {
  if (!(own instanceof Uint8Array)) return own;
  const signature = peer.ApplicationPolicy.deserializeBinary(own).getSignaturePolicy();
  if (signature === undefined) throw new Error('a collection’s endorsement policy has to be a signature policy');
  return parsePolicy(signature.serializeBinary());
}
