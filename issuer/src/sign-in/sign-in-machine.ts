/** Signs a machine in: client credentials, with an assertion that its own key signs. */
import { importJWK, type JWK } from 'jose';
import * as client from 'openid-client';
import { asSignInError, SignInError } from './sign-in-error';
import { discover, signedInBy, USUAL_SCOPE, type SignedIn } from './signed-in';

/** Which machine, and its key. */
export interface MachineSignIn {
  readonly issuer: string;
  /** The machine's client id, such as `packaging-line`. */
  readonly machine: string;
  /** Its private key as a JWK, with `alg`: RS384 or ES384. */
  readonly key: JWK;
  /** Separated by spaces; both of the ledger's when absent. */
  readonly scope?: string | undefined;
}

/**
 * Signs a machine in; each time with another assertion, since one may be used once only.
 *
 * @throws {SignInError} `refused` for an unknown machine or another's key; `unreachable` without issuer
 */
export async function signInMachine({ issuer, machine, key, scope = USUAL_SCOPE }: MachineSignIn): Promise<SignedIn> {
  try {
    const imported = await importJWK(key);
    if (imported instanceof Uint8Array)
      throw new SignInError('refused', 'a machine signs with a private key of its own');
    const configuration = await discover(issuer, machine, client.PrivateKeyJwt(imported));
    return signedInBy(await client.clientCredentialsGrant(configuration, { scope }));
  } catch (error) {
    throw asSignInError(error, issuer, machine);
  }
}
