/** Who calls a route: the person (or machine) behind a request, known before any business is done. */
import type { Gln } from '@theriac/domain/gs1';
import type { Role } from '@theriac/domain/ledger';

/** The authenticated caller. It stands in every route; the ledger sees the certificate that belongs to it. */
export interface Caller {
  /** The fixed random name in the caller's certificates: no person's name. */
  readonly person: string;
  readonly role: Role;
  readonly site: Gln | undefined;
  /** The member's name in the consortium, such as `pharmacy`. */
  readonly organisation: string;
}
