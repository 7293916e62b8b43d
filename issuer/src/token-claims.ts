/** What tokens say of who holds them. */
import type { FindAccount } from 'oidc-provider';
import { ExpiringMap } from './expiring-map';
import type { IssuerOrganisation } from './issuer-file';

/** What an access token is told of: whose it is, by which client, out of which sign-in. */
export interface IssuedToken {
  readonly kind: string;
  readonly clientId?: string | undefined;
  readonly accountId?: string;
  readonly grantId?: string;
  readonly aud?: unknown;
}

/** Claims of access tokens beyond RFC 9068's. */
export interface RoleClaims {
  readonly role: string;
  /** GLN; absent for a patient, and for a machine of no site. */
  readonly site?: string;
}

/** The people and machines of an organisation, as its tokens tell of them. */
export class TokenClaims {
  readonly #sites = new ExpiringMap<string>();

  constructor(private readonly organisation: IssuerOrganisation) {}

  /** Notes which site a sign-in chose. @param seconds - how long tokens may still come of it */
  noteSite(grantId: string, site: string | undefined, seconds: number): void {
    if (site !== undefined) this.#sites.set(grantId, site, seconds);
  }

  /** A person's account: the name goes to ID token and userinfo, where the scope `profile` asks for it. */
  readonly findAccount: FindAccount = (_ctx, sub) => {
    const person = this.organisation.people.find(({ name }) => name === sub);
    if (person === undefined) return undefined;
    return { accountId: sub, claims: () => ({ sub, name: person.fullName }) };
  };

  /** Role and site for a gateway; nothing for a token that is for userinfo alone. */
  ofAccessToken(token: IssuedToken): RoleClaims | undefined {
    if (token.aud === undefined) return undefined;
    return token.kind === 'ClientCredentials' ? this.#ofMachine(token.clientId) : this.#ofPerson(token);
  }

  #ofMachine(id: string | undefined): RoleClaims | undefined {
    const machine = this.organisation.machines.find((candidate) => candidate.id === id);
    return machine === undefined ? undefined : withSite(machine.role, machine.site);
  }

  #ofPerson({ accountId, grantId }: IssuedToken): RoleClaims | undefined {
    const person = this.organisation.people.find(({ name }) => name === accountId);
    return person === undefined ? undefined : withSite(person.role, this.#sites.get(grantId ?? ''));
  }
}

function withSite(role: string, site: string | undefined): RoleClaims {
  return site === undefined ? { role } : { role, site };
}
