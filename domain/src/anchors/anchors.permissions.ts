/** Who may send what to the contract `Anchors`, which stands on every channel. */
import type { Permission } from '../ledger';

/** The rows of `Anchors`. */
export const ANCHORS_PERMISSIONS: readonly Permission[] = [
  { contract: 'Anchors', transaction: 'Ping', organisations: 'any', roles: 'any' },
  { contract: 'Anchors', transaction: 'DescribePackage', organisations: 'any', roles: 'any' },
  {
    contract: 'Anchors',
    transaction: 'AnchorHead',
    organisations: 'any',
    roles: ['gateway', 'administrator'],
    condition: 'the head is always that of the caller’s own organisation',
  },
  { contract: 'Anchors', transaction: 'ReadHead', organisations: 'any', roles: 'any' },
];
