/** Who calls: the port that turns a request into a caller. The composition root chooses the one implementation. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from './caller';

/** Tells the caller of a request from its headers. */
export interface CallerSource {
  /**
   * How a caller is told, for the API's description: an OpenAPI security scheme.
   */
  readonly scheme: Readonly<Record<string, unknown>> & { readonly type: string };
  /** @throws LedgerError NOT_AUTHENTICATED when nobody is named; UNKNOWN_CALLER when who is named is not known */
  callerOf(headers: IncomingHttpHeaders): Promise<Caller>;
}
