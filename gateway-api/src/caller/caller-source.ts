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
   * For a patient or guardian of another organisation: whose token it is, as a digest. What they came with does not show that
   * the certificate is theirs; only their signatures do. They reach the routes that say `foreignPatients`, and no other.
   */
  readonly foreignAccount?: string;
}

/** On whose allowance a request counts. Nobody spends another's by coming with that one's certificate. */
export function accountOf({
  caller,
  foreignAccount,
}: {
  readonly caller: Pick<Caller, 'organisation' | 'person'>;
  readonly foreignAccount?: string;
}): string {
  return foreignAccount ?? `${caller.organisation} ${caller.person}`;
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
