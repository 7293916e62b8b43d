/** A refusal of the ledger that ends something for good: told apart from what may pass, and kept in own data. */
import { ERROR_CODES, LedgerError } from '@theriac/domain/ledger';

/** A refusal as own data keep it: a code of the vocabulary and its detail. */
export interface KeptRefusal {
  readonly code: string;
  readonly detail: string;
}

/** Whether sending the same again can never help. */
export function isForGood(error: unknown): error is LedgerError {
  return error instanceof LedgerError && !ERROR_CODES[error.code].retryable;
}

/** A kept refusal as it was thrown. */
export function refusalOf({ code, detail }: KeptRefusal): LedgerError {
  return LedgerError.fromMessage(`${code}: ${detail}`) ?? new LedgerError('BROKEN_STATE', 'a refusal without a code');
}
