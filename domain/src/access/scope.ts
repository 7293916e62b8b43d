/** The scopes of access tokens (RFC 6749, section 3.3): what a program may do in the name of who signed in to it. */

/** Every scope that a gateway knows. Roles decide what the person may do; a scope only narrows what the program may. */
export const SCOPES = {
  'ledger:read': 'ask: everything that changes nothing',
  'ledger:write': 'change: every command',
} as const;

/** A scope of the list. */
export type Scope = keyof typeof SCOPES;

/** The scopes of a token's `scope` claim that are known here; others are for other services. */
export function scopesOf(claim: string): ReadonlySet<Scope> {
  const names = new Set(claim.split(' '));
  return new Set((Object.keys(SCOPES) as Scope[]).filter((scope) => names.has(scope)));
}
