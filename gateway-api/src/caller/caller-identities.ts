/** The identities that the ledger client signs with: one for each caller, found by the caller's random name. */
import type { Caller } from './caller';

/** A certificate and the use of its key; the key itself stays where it is. */
export interface CallerIdentity {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
  /** Signs a message, not its digest: ECDSA over SHA-256, DER, low S, as Fabric wants it. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** Looks a caller's identity up. */
export interface CallerIdentities {
  /** @throws LedgerError SIGN_IN_NEEDED when there is no identity in force for the caller */
  identityOf(caller: Caller): Promise<CallerIdentity>;
  /** Told of a certificate that the peers refuse: it is revoked, or has ended on its way. */
  refused?(caller: Caller, certificate: string): void;
}
