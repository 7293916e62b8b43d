/** What valid transactions leave behind, and what listeners hear of it. */
import { rule } from './rule';

const TX_OPS = 'core/ledger/kvledger/txmgmt/validation/tx_ops.go';

export const STATE_RULES = [
  rule('invalid-writes-nothing', 'An invalid transaction stays in its block and writes nothing.', TX_OPS, [
    'mvcc-conflict',
  ]),
  rule(
    'empty-value-deletes',
    'Writing an empty value deletes the key.',
    'core/ledger/kvledger/txmgmt/rwsetutil, IsKVWriteDelete',
  ),
  rule('policy-survives-writes', 'Writing a key’s value leaves its policy.', TX_OPS, ['key-policy-replaces']),
  rule('policy-dies-with-key', 'Deleting a key deletes its policy: created anew, it has the channel’s.', TX_OPS, [
    'key-policy-replaces',
  ]),
  rule('policy-needs-a-key', 'A policy set on a key that does not exist is silently lost.', TX_OPS),
  rule(
    'policy-change-is-a-version',
    'Changing a key’s policy makes a new version: earlier reads of the key conflict.',
    TX_OPS,
    ['mvcc-conflict'],
  ),
  rule(
    'blocks-link',
    'Each block names the header hash of the one before.',
    'protoutil/blockutils.go, BlockHeaderHash',
    ['delivery-from-checkpoint'],
  ),
  rule(
    'delivery-from-checkpoint',
    'A listener gets every block from the number that it names, in order, then those to come.',
    'common/deliver/deliver.go',
  ),
  rule(
    'events-of-valid-transactions-only',
    'Only valid transactions have events.',
    'internal/pkg/gateway/chaincodeevents.go',
    ['mvcc-conflict', 'delivery-from-checkpoint'],
  ),
] as const;
