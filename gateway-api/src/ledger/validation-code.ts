/** Fabric's transaction validation codes, as far as what to do next depends on them. */
import { StatusCode } from '@hyperledger/fabric-gateway';
import { LedgerError } from '@theriac/domain/ledger';
import type { RetryReason } from './ledger-observer';

/** The committed code says what comes next: done, endorse again, look again, or tell the caller. */
export type Verdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'again'; readonly reason: RetryReason; readonly error: LedgerError }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'invalid'; readonly error: LedgerError };

/** What a validation code asks for. */
export function verdictOf(code: number): Verdict {
  switch (code) {
    case StatusCode.VALID:
      return { kind: 'valid' };
    case StatusCode.MVCC_READ_CONFLICT:
      return { kind: 'again', reason: 'mvcc-conflict', error: conflict() };
    case StatusCode.PHANTOM_READ_CONFLICT:
      return { kind: 'again', reason: 'phantom-conflict', error: conflict() };
    // When an earlier transaction of the same block changed a key's policy, the later one fails so and not with 11:
    // the second look gives the contract's own refusal.
    case StatusCode.ENDORSEMENT_POLICY_FAILURE:
      return { kind: 'again', reason: 'policy-race', error: invalid(code) };
    case StatusCode.DUPLICATE_TXID:
      return { kind: 'duplicate' };
    default:
      return { kind: 'invalid', error: invalid(code) };
  }
}

function conflict(): LedgerError {
  return new LedgerError('LEDGER_CONFLICT', 'others kept changing the same keys: try again');
}

function invalid(code: number): LedgerError {
  const name = Object.entries(StatusCode).find(([, value]) => value === code)?.[0] ?? 'unknown';
  return new LedgerError('TRANSACTION_INVALID', `the members' validation code is ${code} (${name})`);
}
