/** Why somebody could not be signed in. */

/** `unreachable`: no issuer answers there. `refused`: it does, and does not let them in. */
export type SignInFailure = 'unreachable' | 'refused';

/** A sign-in that came to nothing; the message says why, and names no secret. */
export class SignInError extends Error {
  constructor(
    readonly failure: SignInFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SignInError';
  }
}

/** An error of the way to the issuer, or of its answer, as a `SignInError`. */
export function asSignInError(error: unknown, issuer: string, who: string): SignInError {
  if (error instanceof SignInError) return error;
  const options = { cause: error };
  if (isFetchFailure(error)) return new SignInError('unreachable', `no issuer answers at ${issuer}`, options);
  const { error: code, error_description: told, message } = error as Error & Record<string, unknown>;
  const reason = [code, told].filter((part) => typeof part === 'string').join(': ');
  return new SignInError(
    'refused',
    `${issuer} refuses to sign ${who} in: ${reason === '' ? message : reason}`,
    options,
  );
}

/** What fetch throws when nobody answers, by itself or as the cause of what openid-client throws. */
function isFetchFailure(error: unknown): boolean {
  const { message, cause } = error as { readonly message?: unknown; readonly cause?: unknown };
  return message === 'fetch failed' || (typeof cause === 'object' && cause !== null && isFetchFailure(cause));
}
