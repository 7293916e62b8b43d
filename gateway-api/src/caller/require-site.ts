/** What is done with goods is done at a site: that of the caller. */
import type { Gln } from '@theriac/domain/gs1';
import { refuseUnless } from '@theriac/domain/ledger';
import type { Caller } from './caller';

/** The caller's site. @throws LedgerError SITE_MISSING */
export function requireSite({ site }: Caller): Gln {
  refuseUnless(site !== undefined, 'SITE_MISSING', 'what is done with goods is done at a site');
  return site;
}
