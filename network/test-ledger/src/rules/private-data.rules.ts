/** What becomes of private data: who holds it, who sees it, who endorses it, and what stands of it in a block. */
import { rule } from './rule';

const HANDLER = 'core/chaincode/handler.go';
const QUERY = 'core/ledger/kvledger/txmgmt/txmgr/query_executor.go';
const SIMULATOR = 'core/ledger/kvledger/txmgmt/txmgr/tx_simulator.go';
const VALIDATOR = 'core/ledger/kvledger/txmgmt/validation/validator.go';
const V20 = 'core/common/validation/statebased/v20.go';
const GATEWAY = 'internal/pkg/gateway/endorse.go, planFromFirstEndorser';

export const PRIVATE_DATA_RULES = [
  rule(
    'private-values-stay-with-members',
    'Only the peers of a collection’s members hold its values; another peer’s read of a key that exists is an error.',
    `${QUERY}, GetPrivateData`,
    ['refusals-are-not-endorsed'],
  ),
  rule(
    'private-values-stay-off-the-block',
    'A block holds SHA-256 hashes of private keys and values, and nothing else of them.',
    'core/ledger/kvledger/txmgmt/rwsetutil/rwset_proto_util.go, newPvtKVWriteAndHash',
    ['delivery-from-checkpoint', 'transient-stays-off-the-block'],
  ),
  rule(
    'hash-is-for-everybody',
    'Any client reads the hash of a private value on any peer of the channel, whatever the collection says of reading.',
    `${HANDLER}, HandleGetPrivateDataHash`,
    ['private-values-stay-off-the-block'],
  ),
  rule(
    'absent-private-key-reads-empty-elsewhere',
    'A private key that does not exist reads empty on every peer, also where a value would be an error.',
    `${QUERY}, GetPrivateData`,
  ),
  rule(
    'private-range-elsewhere-is-empty',
    'A range of a collection that the peer does not hold is empty, and no error.',
    `${QUERY}, GetPrivateDataRangeScanIterator`,
    ['ranges-are-half-open', 'private-values-stay-with-members'],
  ),
  rule(
    'collections-are-defined',
    'A collection that the chaincode’s definition does not name cannot be used.',
    'core/common/privdata/store.go; core/ledger/kvledger/txmgmt/txmgr/collection_val.go',
    ['refusals-are-not-endorsed'],
  ),
  rule(
    'member-only-read',
    'With memberOnlyRead a client of another organisation is refused, also on a member’s peer.',
    `${HANDLER}, errorIfCreatorHasNoReadPermission`,
    ['refusals-are-not-endorsed'],
  ),
  rule(
    'member-only-write',
    'With memberOnlyWrite a client of another organisation cannot write, delete or purge.',
    `${HANDLER}, errorIfCreatorHasNoWritePermission`,
    ['refusals-are-not-endorsed'],
  ),
  rule(
    'implicit-collection-is-open-to-clients',
    'An implicit collection asks of no client where it belongs: who may run the contract at its peer reads and writes.',
    'core/chaincode/lifecycle/deployedcc_infoprovider.go, GenerateImplicitCollectionForOrg',
    ['implicit-collection-needs-its-organisation'],
  ),
  rule(
    'required-peers',
    'Without as many other members’ peers as requiredPeerCount asks for, a private write is not endorsed.',
    'gossip/privdata/distributor.go, disseminationPlanForMsg',
  ),
  rule(
    'value-nobody-was-sent-is-lost',
    'With maxPeerCount 0 endorsers send a value to nobody, and members fetch it from members that endorsed: when none did, only the hash is left.',
    'gossip/privdata/distributor.go, disseminationPlanForMsg; gossip/privdata/pull.go',
    ['private-values-stay-with-members', 'hash-is-for-everybody'],
  ),
  rule(
    'own-private-writes-are-invisible',
    'A transaction reads the committed private data, never its own private writes.',
    `${QUERY}, GetPrivateData`,
  ),
  rule(
    'private-query-and-write',
    'A transaction with a range of private keys may not write anything, in whichever order.',
    `${SIMULATOR}, checkBeforePvtdataQueries`,
    ['refusals-are-not-endorsed'],
  ),
  rule(
    'private-ranges-are-not-judged',
    'A range of private keys leaves no trace in the block: no later change of it makes a conflict.',
    `${QUERY}, GetPrivateDataRangeScanIterator`,
  ),
  rule(
    'private-conflict',
    'A private read of a version that a later block replaced makes the transaction invalid: code 11.',
    `${VALIDATOR}, validateKVReadHash`,
  ),
  rule(
    'private-conflict-in-block',
    'So does a private read of what an earlier valid transaction of the same block wrote: code 11.',
    `${VALIDATOR}, validateKVReadHash`,
  ),
  rule(
    'private-absence-is-a-read',
    'Reading a private key that does not exist is a read: who creates it in between makes a conflict.',
    `${QUERY}, GetPrivateData`,
    ['private-conflict'],
  ),
  rule(
    'reading-a-hash-is-a-read',
    'Reading a private value’s hash depends on the key like reading the value.',
    `${QUERY}, GetPrivateDataHash`,
    ['private-conflict', 'hash-is-for-everybody'],
  ),
  rule(
    'private-reads-are-judged-last',
    'Private reads are judged after ranges: who fails both gets 12.',
    `${VALIDATOR}, validateTx`,
    ['private-conflict', 'phantom-conflict'],
  ),
  rule(
    'blind-private-writes-do-not-conflict',
    'Private writes without a read never conflict: the later one stands.',
    VALIDATOR,
  ),
  rule(
    'empty-private-value-deletes',
    'Writing an empty private value deletes the key: its hash is gone too.',
    'core/ledger/kvledger/txmgmt/rwsetutil/rwset_proto_util.go, newPvtKVWriteAndHash',
  ),
  rule(
    'purge-stands-in-the-block',
    'A purge is a deletion that needs a write’s endorsement and stands in the block as a purge, by the key’s hash.',
    `${SIMULATOR}, PurgePrivateData`,
    ['collection-policy-replaces', 'private-values-stay-off-the-block', 'invalid-writes-nothing'],
  ),
  rule(
    'block-to-live',
    'A private key that nobody wrote for blockToLive blocks is gone with the next one, its hash too.',
    'core/ledger/kvledger/txmgmt/pvtstatepurgemgmt/purge_mgr.go',
  ),
  rule(
    'collection-policy-replaces',
    'A collection’s own endorsement policy replaces the chaincode’s for its keys; one without has the chaincode’s.',
    `${V20}, CheckCCEPIfNotChecked`,
    ['endorsement-policy'],
  ),
  rule(
    'implicit-collection-needs-its-organisation',
    'A write to an implicit collection needs its organisation’s endorsement, and no other’s.',
    'core/chaincode/lifecycle/deployedcc_infoprovider.go, ImplicitCollectionEndorsementPolicyAsBytes',
    ['endorsement-policy'],
  ),
  rule(
    'public-key-beside-private-ones',
    'A transaction that writes a public key beside private ones needs the channel’s policy as well.',
    V20,
    ['implicit-collection-needs-its-organisation'],
  ),
  rule(
    'private-key-policy-replaces',
    'A private key’s own policy replaces the collection’s for that key.',
    'core/common/validation/statebased/validator_keylevel.go',
    [
      'key-policy-replaces',
      'collection-policy-replaces',
      'policy-guards-itself',
      'policy-survives-writes',
      'gateway-plans-by-key-policy',
    ],
  ),
  rule(
    'gateway-plans-by-collection-policy',
    'Unless endorsers are named, the gateway asks those whom the policies of the touched collections want.',
    GATEWAY,
    ['implicit-collection-is-open-to-clients'],
  ),
  rule(
    'gateway-asks-members-for-private-reads',
    'When a private value was read, the gateway asks members of that collection alone.',
    GATEWAY,
    ['private-values-stay-with-members'],
  ),
  rule(
    'gateway-protects-transient-data',
    'With transient data the gateway asks members of all written collections alone; when they are too few it refuses, and endorsers have to be named.',
    GATEWAY,
    ['gateway-asks-members-for-private-reads', 'gateway-plans-by-collection-policy'],
  ),
] as const;
