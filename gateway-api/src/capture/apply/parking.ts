/** Refusals that mean that something is not there yet, how long it is waited for, and what a refusal leaves to resolve. */
import type { Effect, ExceptionKind } from '@theriac/domain/epcis';
import type { ErrorCode, LedgerError } from '@theriac/domain/ledger';

const MINUTE = 60_000;

/** How long an event waits for its predecessor at most. */
export const PARKED_AT_MOST = 7 * 24 * 60 * MINUTE;

const FIRST_LOOK = MINUTE;
const LONGEST_PAUSE = 30 * MINUTE;

const NOT_THERE_YET: readonly ErrorCode[] = [
  'CONTAINER_NOT_FOUND',
  'CONTAINER_NOT_FILLED',
  'CONTAINER_NOT_IN_SHIPMENT',
  'CONTAINER_NOT_INSIDE',
  'CONTAINER_IN_TRANSIT',
  'CONTAINER_INSIDE',
  'LOT_NOT_FOUND',
  // It may be on its way to who ships it on to here.
  'NOT_RECEIVER',
  'PACK_NOT_FOUND',
  'PACK_NOT_REGISTERED',
  'EVENT_NOT_FOUND',
];

/** Whether what was refused may be right once something else has come. */
export function isNotThereYet({ code }: LedgerError): boolean {
  return NOT_THERE_YET.includes(code);
}

/** Milliseconds until a parked event is looked at again though nothing changed. */
export function pauseAfterTries(tries: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_LOOK * 2 ** Math.min(tries, 10));
}

const KINDS: Partial<Record<ErrorCode, ExceptionKind>> = {
  NOT_RECEIVER: 'wrong-receiver',
  PACK_NOT_FOUND: 'product-without-data',
  PACK_NOT_REGISTERED: 'product-without-data',
  LOT_NOT_FOUND: 'product-without-data',
};

/** What a refusal leaves to be resolved. */
export function exceptionOf(kind: Effect['kind'] | 'reverse', { code }: LedgerError): ExceptionKind {
  if (kind === 'receive' && code === 'CONTAINER_NOT_FOUND') return 'product-without-data';
  if (kind === 'receive' && code === 'CONTAINER_NOT_IN_SHIPMENT') return 'overage';
  return KINDS[code] ?? 'not-applied';
}
