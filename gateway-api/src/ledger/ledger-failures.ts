/** How the ledger fails other than by a contract's refusal; each is a LedgerError, so that one table maps all to HTTP. */
import { type ErrorCode, LedgerError } from '@theriac/domain/ledger';

/** The ledger cannot be reached now. Nothing was sent that could commit: sending again is safe. */
export class LedgerUnavailable extends LedgerError {
  constructor(detail: string, options?: { cause: unknown }) {
    super('LEDGER_UNAVAILABLE', detail);
    this.name = 'LedgerUnavailable';
    if (options !== undefined) this.cause = options.cause;
  }
}

/** The transaction was sent and the look-up ended without an answer: it may stand, or stand later, or never. */
export class OutcomeUnknown extends LedgerError {
  constructor(readonly transactionId: string) {
    super('OUTCOME_UNKNOWN', `transaction ${transactionId} was sent and may yet commit`);
    this.name = 'OutcomeUnknown';
  }
}

/** A failure of the ledger with its cause, for the log: the cause never reaches a caller. */
export function ledgerFailure(code: ErrorCode, detail: string, cause: unknown): LedgerError {
  const error = new LedgerError(code, detail);
  error.cause = cause;
  return error;
}
