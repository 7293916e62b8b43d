/** The collections of the cases' contract, by what each is to show. */
import { anyOf, type CollectionOptions, type Policy } from '@theriac/test-ledger';
import type { LedgerUnderTest } from './ledger-under-test';

/** Names of the collections; each is for the first members of the channel. */
export const COLLECTION = {
  /** Of two; members' clients alone read and write; either's endorsement will do. */
  closed: 'closed',
  /** Of two, for every client; endorsed as the chaincode is, by three. */
  couple: 'couple',
  /** Of three, for every client; endorsed as the chaincode is. */
  trio: 'trio',
  /** Of two; either's endorsement will do; keeps a value for two blocks. */
  fleeting: 'fleeting',
  /** Of two; wants two more peers than can be. */
  demanding: 'demanding',
} as const;

/** Their definitions, with a policy of their own where they have one. */
export function caseCollections(
  members: LedgerUnderTest['members'],
): readonly (Required<Omit<CollectionOptions, 'endorsementPolicy'>> & { readonly endorsementPolicy?: Policy })[] {
  const [a, b, c] = members;
  const open = {
    requiredPeerCount: 0,
    maxPeerCount: 2,
    blockToLive: 0,
    memberOnlyRead: false,
    memberOnlyWrite: false,
  };
  const either = { members: [a, b], endorsementPolicy: anyOf(a, b) };
  return [
    { ...open, ...either, name: COLLECTION.closed, memberOnlyRead: true, memberOnlyWrite: true },
    { ...open, name: COLLECTION.couple, members: [a, b] },
    { ...open, name: COLLECTION.trio, members: [a, b, c] },
    { ...open, ...either, name: COLLECTION.fleeting, blockToLive: 2 },
    { ...open, ...either, name: COLLECTION.demanding, requiredPeerCount: 2 },
  ];
}
