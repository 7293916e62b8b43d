/** The identities that the ledger client signs with: one for each caller, found by the caller's random name. */
import type { Caller } from './caller';
import type { CallerIdentity } from './caller-identity';

export type { CallerIdentity } from './caller-identity';

/** Looks a caller's identity up. */
export interface CallerIdentities {
  /** @throws LedgerError UNKNOWN_CALLER when this gateway holds no identity for the caller */
  identityOf(caller: Caller): Promise<CallerIdentity>;
}
