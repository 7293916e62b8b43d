/** Who may call a route: its guard is asked for every role of every organisation. */
import type { Consortium, Member } from '@theriac/domain/consortium';
import { LedgerError, type Role, roleSchema } from '@theriac/domain/ledger';
import type { Caller } from '../caller/caller';
import type { Route } from '../http/route';

/** The roles that a token may name: a gateway's own is none of them. */
export const CALLING_ROLES: readonly Role[] = roleSchema.options.filter((role) => role !== 'gateway');

/** Organisations that have a route, and the roles that their guard lets in. */
export interface Admitted {
  readonly organisations: readonly string[];
  readonly roles: readonly Role[];
}

/** The gateway of an organisation as a caller. */
export function machineCallerOf(organisation: string): Caller {
  return { person: '0'.repeat(32), role: 'gateway', site: undefined, organisation };
}

/** Whom a route lets in, organisations with the same answer together; those that nobody may call it at are left out. */
export function whoMay(
  consortium: Consortium,
  routeAt: (organisation: string) => Route | undefined,
): readonly Admitted[] {
  const groups = new Map<string, { organisations: string[]; roles: readonly Role[] }>();
  for (const member of consortium.members) {
    const route = routeAt(member.name);
    const roles = route === undefined ? [] : CALLING_ROLES.filter((role) => isLetIn(route, member, role));
    const group = groups.get(roles.join()) ?? { organisations: [], roles };
    group.organisations.push(member.name);
    groups.set(roles.join(), group);
  }
  return [...groups.values()].filter(({ roles }) => roles.length > 0);
}

function isLetIn({ shape: { guard } }: Route, { name, sites }: Member, role: Role): boolean {
  try {
    guard?.({ person: '0'.repeat(32), role, site: sites[0]?.gln, organisation: name });
    return true;
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
}
