/** What else a block's validation asks of its transactions, in which order. */
import { rule } from './rule';

const VALIDATOR = 'core/ledger/kvledger/txmgmt/validation/validator.go';

export const VALIDATION_RULES = [
  rule(
    'proposal-binds-endorsement',
    'Arguments that are not those that were endorsed make the transaction invalid: code 5.',
    'core/common/validation/msgvalidation.go, validateEndorserTransaction',
  ),
  rule(
    'duplicate-transaction-id',
    'A transaction id counts once; the second is invalid: code 9.',
    'core/committer/txvalidator/v20/validator.go, checkTxIdDupsLedger',
  ),
  rule(
    'policy-before-reads',
    'The endorsement policy is judged before the reads: who fails both gets 10.',
    'core/committer/txvalidator/v20/validator.go, before core/ledger/kvledger',
    ['endorsement-policy'],
  ),
  rule(
    'mvcc-conflict',
    'A read of a version that a later block replaced makes the transaction invalid: code 11.',
    VALIDATOR,
  ),
  rule(
    'mvcc-conflict-in-block',
    'So does a read of what an earlier valid transaction of the same block wrote: code 11.',
    VALIDATOR,
  ),
  rule('phantom-conflict', 'A row that came into a range, or left it, since it was read: code 12.', VALIDATOR),
  rule(
    'changed-row-is-a-phantom',
    'A row of a range whose value changed since is a phantom conflict (12) as well.',
    'core/ledger/kvledger/txmgmt/validation/rangequery_validator.go',
    ['phantom-conflict'],
  ),
  rule('reads-before-ranges', 'Reads are judged before ranges: who fails both gets 11.', VALIDATOR, ['mvcc-conflict']),
  rule('blind-writes-do-not-conflict', 'Writes without a read never conflict: the later one stands.', VALIDATOR),
] as const;
