/** Who calls a route: the person (or machine) behind a request, known before any business is done. */
import type { Gln } from '@theriac/domain/gs1';
import type { Role } from '@theriac/domain/ledger';
import type { CallerIdentity } from './caller-identity';

/** Under a symbol, which JSON drops: what is kept of a caller never holds the identity of one of their requests. */
export const OWN_IDENTITY = Symbol('the identity of a caller who signs with their own key');

/** The authenticated caller. It stands in every route; the ledger sees the certificate that belongs to it. */
export interface Caller {
  /** The fixed random name in the caller's certificates: no person's name. */
  readonly person: string;
  readonly role: Role;
  readonly site: Gln | undefined;
  /** The member's name in the consortium, such as `pharmacy`. */
  readonly organisation: string;
  /** For the time of one request whose caller signs with a key that never leaves them: see `withOwnKey`. */
  readonly [OWN_IDENTITY]?: CallerIdentity;
}
