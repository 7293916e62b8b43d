/** Who calls: the port that turns a request into a caller. The composition root chooses the one implementation. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Scope } from '@theriac/domain/access';
import type { Caller } from './caller';

/** A caller who has proven who they are. */
export interface Identified {
  readonly caller: Caller;
  /** What the program that they use may do. */
  readonly scopes: ReadonlySet<Scope>;
  /**
   * Sees to it that this gateway can sign for them for a while.
   *
   * @throws LedgerError PERSON_REVOKED, IDENTITY_UNAVAILABLE
   */
  readonly signIn: () => Promise<void>;
  /**
   * A patient or guardian of another organisation. What they came with does not show that the certificate is theirs; only
   * their signatures do. They reach the routes that say `foreignPatients`, and no other.
   */
  readonly isForeign?: true;
}

/** Tells the caller of a request from its headers. */
export interface CallerSource {
  /**
   * How a caller is told, for the API's description: an OpenAPI security scheme.
   */
  readonly scheme: Readonly<Record<string, unknown>> & { readonly type: string };
  /** @throws LedgerError NOT_AUTHENTICATED when nobody is named; TOKEN_REFUSED; IDENTITY_UNAVAILABLE */
  identify(headers: IncomingHttpHeaders): Promise<Identified>;
}
