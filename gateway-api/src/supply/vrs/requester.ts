/** Who asks by VRS: a site of the consortium, and one of the organisation that speaks for it. */
import { type Consortium, memberBySite } from '@theriac/domain/consortium';
import type { Gln } from '@theriac/domain/gs1';
import { refuseUnless } from '@theriac/domain/ledger';

/**
 * Refuses a requester that nobody here knows, or for whom somebody else speaks.
 *
 * @param organisation the caller's, or the member whose gateway asks
 * @throws LedgerError UNKNOWN_REQUESTER, REQUESTER_NOT_OWN
 */
export function requireRequester(consortium: Consortium, requester: Gln, organisation: string): void {
  const owner = memberBySite(consortium, requester);
  refuseUnless(owner !== undefined, 'UNKNOWN_REQUESTER', 'reqGLN is of no site in this consortium');
  refuseUnless(owner.name === organisation, 'REQUESTER_NOT_OWN', 'reqGLN is of another organisation’s site');
}
