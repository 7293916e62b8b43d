/** A refusal by the ledger's rules, and its form on the wire: `CODE: detail`. */
import { ERROR_CODES, type ErrorCode, isErrorCode } from './error-codes';
import type { ErrorRow } from './error-row';

/** Where an input breaks which rule; `field` is a path such as `parts[0].count`. */
export interface FieldFault {
  readonly field: string;
  readonly rule: string;
}

/** The codes whose detail names fields. */
const FAULT_CODES = ['INVALID_INPUT', 'CONSENT_NOT_ENFORCEABLE'] as const satisfies readonly ErrorCode[];

/** A code whose detail names fields. */
export type FaultCode = (typeof FAULT_CODES)[number];

/**
 * A refusal. Its message is the wire form, since Fabric hands a contract's error to the client as text alone.
 * The detail never holds a person's value: it ends up in logs and on other organisations' screens.
 */
export class LedgerError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly faults: readonly FieldFault[] = [],
  ) {
    super(`${code}: ${detail}`);
    this.name = 'LedgerError';
  }

  /** The vocabulary's row for this refusal. */
  get row(): ErrorRow {
    return ERROR_CODES[this.code];
  }

  /** Reads the wire form back; undefined when the text is not one (a fault of the platform, not a refusal). */
  static fromMessage(message: string): LedgerError | undefined {
    const found = /^([A-Z][A-Z0-9_]*): ([\s\S]*)$/.exec(message);
    const [, code, detail] = found ?? [];
    if (code === undefined || detail === undefined || !isErrorCode(code)) return undefined;
    return new LedgerError(code, detail, hasFaults(code) ? faultsOf(detail) : []);
  }
}

/** Refuses with a code unless the condition holds. */
export function refuseUnless(condition: boolean, code: ErrorCode, detail: string): asserts condition {
  if (!condition) throw new LedgerError(code, detail);
}

function hasFaults(code: ErrorCode): boolean {
  return FAULT_CODES.some((one) => one === code);
}

/** Such a detail is `field: rule; field: rule`, which this reads back. */
function faultsOf(detail: string): FieldFault[] {
  return detail.split('; ').flatMap((part) => {
    const at = part.indexOf(': ');
    return at < 0 ? [] : [{ field: part.slice(0, at), rule: part.slice(at + 2) }];
  });
}
