/** Who issues people's certificates: the organisation's Fabric CA, or a test's own authority. */
import type { Gln } from '@theriac/domain/gs1';
import type { Role } from '@theriac/domain/ledger';
import type { StandingCertificate } from '../certificates';

/** A certificate that is to be issued; its request was checked. */
export interface CertificateOrder {
  /** Their random name. */
  readonly person: string;
  readonly role: Role;
  readonly site: Gln | undefined;
  /** PKCS #10 in PEM. */
  readonly request: string;
}

/** Issues certificates, for one person one at a time: role and site are an identity's, not a certificate's. */
export interface CertificateIssuer {
  /**
   * Issues a certificate.
   *
   * @returns PEM
   * @throws LedgerError PERSON_REVOKED; IDENTITY_UNAVAILABLE when the authority gives no answer, or one that is no use
   */
  issue(order: CertificateOrder): Promise<string>;
  /**
   * The random names of those who were certified.
   *
   * @throws LedgerError IDENTITY_UNAVAILABLE
   */
  people(): Promise<readonly string[]>;
  /** @throws LedgerError IDENTITY_UNAVAILABLE when the authority gives no answer */
  ping(): Promise<void>;
  /** The certificates without which it can issue nothing. */
  readonly standsOn: readonly StandingCertificate[];
  close(): void;
}
