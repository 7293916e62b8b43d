/** The collections of the ledger cases' contract: the cases say what each is to show, and run on these alone. */
import { type CollectionDefinition, endorsementPolicy } from '@theriac/network';

/** Names of the collections; each is of the channel's first members. */
export const COLLECTION = {
  /** Of three; members' clients alone read and write; endorsed by either of the first two. */
  closed: 'closed',
  /** Of two, for every client; endorsed as the chaincode is, by three. */
  couple: 'couple',
  /** Of three, for every client; endorsed as the chaincode is. */
  trio: 'trio',
  /** Of two; either's endorsement will do; keeps a value for two blocks. */
  fleeting: 'fleeting',
  /** Of two, either's endorsement will do; wants two more peers, of which there is one. */
  demanding: 'demanding',
  /** Of two, for every client; endorsed as the chaincode is; endorsers send values to nobody. */
  kept: 'kept',
} as const;

/** The members of the cases' channel, in the order in which the cases count them. */
export const CASE_MEMBERS = [
  'ManufacturerMSP',
  'DistributorMSP',
  'PharmacyMSP',
  'HospitalMSP',
  'RegulatorMSP',
] as const;

/** The definitions. */
export function caseCollections(): readonly CollectionDefinition[] {
  const [a, b, c] = CASE_MEMBERS;
  const open = {
    requiredPeerCount: 0,
    maxPeerCount: 2,
    blockToLive: 0,
    memberOnlyRead: false,
    memberOnlyWrite: false,
  };
  const either = { members: [a, b], endorsementPolicy: endorsementPolicy(1, [a, b]) };
  return [
    { ...open, ...either, name: COLLECTION.closed, members: [a, b, c], memberOnlyRead: true, memberOnlyWrite: true },
    { ...open, name: COLLECTION.couple, members: [a, b] },
    { ...open, name: COLLECTION.trio, members: [a, b, c] },
    { ...open, ...either, name: COLLECTION.fleeting, blockToLive: 2 },
    { ...open, ...either, name: COLLECTION.demanding, requiredPeerCount: 2 },
    { ...open, name: COLLECTION.kept, members: [a, b], maxPeerCount: 0 },
  ];
}
