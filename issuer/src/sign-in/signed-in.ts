/** What a sign-in brings. */
import type { Configuration, TokenEndpointResponse } from 'openid-client';
import * as client from 'openid-client';

/** An access token, and until when. */
export interface SignedIn {
  readonly accessToken: string;
  readonly expiresAt: Date;
  /** For people who asked for `openid`. */
  readonly idToken?: string;
}

/** What ledger programs ask for. */
export const USUAL_SCOPE = 'ledger:read ledger:write';

/** A token endpoint's answer. */
export function signedInBy(answer: TokenEndpointResponse): SignedIn {
  return {
    accessToken: answer.access_token,
    expiresAt: new Date(Date.now() + (answer.expires_in ?? 0) * 1000),
    ...(answer.id_token === undefined ? {} : { idToken: answer.id_token }),
  };
}

/** Finds an issuer's endpoints. */
export async function discover(
  issuer: string,
  clientId: string,
  authentication: client.ClientAuth,
): Promise<Configuration> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the development issuer is on loopback, without TLS
  const execute = [client.allowInsecureRequests];
  return client.discovery(new URL(issuer), clientId, undefined, authentication, { execute });
}
