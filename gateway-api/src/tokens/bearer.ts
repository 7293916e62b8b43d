/** Finds the bearer token of a request (RFC 6750, section 2.1: the header only, never the query or the body). */
import { LedgerError } from '@theriac/domain/ledger';

/** Access tokens of people and programs are one or two thousand characters; nothing longer is looked at. */
const LONGEST = 8_192;
/** RFC 6750's b64token. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/**
 * The token of an `Authorization` header.
 *
 * @throws LedgerError NOT_AUTHENTICATED when there is none, TOKEN_REFUSED when it is none or too long
 */
export function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined || authorization === '')
    throw new LedgerError('NOT_AUTHENTICATED', 'the header Authorization must carry a bearer token');
  if (authorization.length > LONGEST)
    throw new LedgerError('TOKEN_REFUSED', `a token has at most ${LONGEST} characters`);
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined)
    throw new LedgerError('TOKEN_REFUSED', 'the header Authorization must be “Bearer” and a token');
  return token;
}
