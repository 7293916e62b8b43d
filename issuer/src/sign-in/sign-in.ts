/** Signs a demo person in from a program: authorization code with PKCE, the sign-in page answered by the program. */
import * as client from 'openid-client';
import { PUBLIC_CLIENT } from '../public-client';
import { asSignInError, SignInError } from './sign-in-error';
import { visitSignIn } from './sign-in-visit';
import { discover, signedInBy, USUAL_SCOPE, type SignedIn } from './signed-in';

/** Nobody listens there: the code is taken from the redirect before it is followed. */
const REDIRECT = 'http://127.0.0.1/callback';

/** Who signs in, and for what. */
export interface SignIn {
  /** Such as `http://localhost:8891/pharmacy`. */
  readonly issuer: string;
  /** Such as `pharmacist`. */
  readonly person: string;
  /** GLN; the person's usual site when absent. */
  readonly site?: string | undefined;
  /** Separated by spaces; both of the ledger's when absent. */
  readonly scope?: string | undefined;
  /** The audience of the token (RFC 8707): another organisation's gateway, for patients; the own one's when absent. */
  readonly resource?: string | undefined;
}

/**
 * Signs a person in.
 *
 * @throws {SignInError} `refused` for an unknown person, another's site or an unknown scope; `unreachable` without issuer
 */
export async function signIn(how: SignIn): Promise<SignedIn> {
  const { issuer, person, site, scope = `openid ${USUAL_SCOPE}` } = how;
  const resource = how.resource === undefined ? undefined : { resource: how.resource };
  try {
    const configuration = await discover(issuer, PUBLIC_CLIENT, client.None());
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const authorization = client.buildAuthorizationUrl(configuration, {
      redirect_uri: REDIRECT,
      scope,
      state: expectedState,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      ...resource,
    });
    const answer = await visitSignIn(authorization, REDIRECT, { person, site });
    const granted = answer.searchParams.get('code');
    if (granted === null) throw new SignInError('refused', refusalIn(answer, person));
    const checks = { pkceCodeVerifier, expectedState };
    return signedInBy(await client.authorizationCodeGrant(configuration, answer, checks, resource));
  } catch (error) {
    throw asSignInError(error, issuer, person);
  }
}

function refusalIn({ searchParams }: URL, person: string): string {
  const told = ['error', 'error_description'].flatMap((name) => searchParams.get(name) ?? []);
  return `${person} is not signed in: ${told.join(': ')}`;
}
