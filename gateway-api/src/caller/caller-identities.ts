/** The identities that the ledger client signs with: one for each caller, found by the caller's random name. */
import type { Caller } from './caller';
import type { CallerIdentity } from './caller-identity';

/** Looks a caller's identity up. */
export interface CallerIdentities {
  /** @throws LedgerError SIGN_IN_NEEDED when there is no identity in force for the caller */
  identityOf(caller: Caller): Promise<CallerIdentity>;
  /** Told of a certificate that the peers refuse: it is revoked, or has ended on its way. */
  refused?(caller: Caller, certificate: string): void;
}
