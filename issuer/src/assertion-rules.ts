/** What a machine's assertion must be, beyond what the library asks: short-lived, and of this process's time. */
import { errors } from 'oidc-provider';

/** As SMART Backend Services asks: an assertion ends five minutes after it was made, at most. */
const LONGEST_SECONDS = 300;

/**
 * Refuses an assertion whose only use cannot be seen to: one that lives long, or may have been used before this process
 * began, since what was used is remembered in memory.
 *
 * @param startedAt - when this process began, in seconds
 * @throws {InvalidClientAuth}
 */
export function checkAssertion(claims: Readonly<Record<string, unknown>>, startedAt: number): void {
  const { exp, iat } = claims;
  if (typeof exp !== 'number' || exp > nowInSeconds() + LONGEST_SECONDS)
    throw new errors.InvalidClientAuth(`a client assertion may live ${LONGEST_SECONDS} seconds at most`);
  const madeAt = typeof iat === 'number' ? iat : exp - LONGEST_SECONDS;
  if (madeAt < startedAt) throw new errors.InvalidClientAuth('the client assertion is older than this process');
}

/** The time in whole seconds, as tokens tell it. */
export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
