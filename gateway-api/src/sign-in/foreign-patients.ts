/**
 * Patients and guardians of other organisations: the token of their own issuer says what they are, a certificate of a key of
 * theirs who. That the certificate is theirs, only their signatures show.
 */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { LedgerError, type Role } from '@theriac/domain/ledger';
import { decodeJwt } from 'jose';
import type { Caller, Identified } from '../caller';
import { CERTIFICATE_HEADER, type OwnCertificates } from '../signings/own-certificates';
import { type TokenSettings, TokenVerifier } from '../tokens';

/** Whom another organisation may send here. */
const LET_IN: readonly Role[] = ['patient', 'guardian'];

/** What they are told by. */
export interface ForeignPatientsParts {
  /** Issuers by organisation. */
  readonly issuers: ReadonlyMap<string, string>;
  /** What their tokens must be; the audience is this gateway's own. */
  readonly tokens: Omit<TokenSettings, 'issuer'>;
  readonly certificates: Pick<OwnCertificates, 'nameIn'>;
}

interface Home {
  readonly organisation: string;
  readonly tokens: TokenVerifier;
}

/** Believes other organisations' tokens about their patients. */
export class ForeignPatients {
  readonly #homes: ReadonlyMap<string, Home>;

  constructor(private readonly parts: ForeignPatientsParts) {
    const homes = [...parts.issuers].map(
      ([organisation, issuer]) =>
        [issuer, { organisation, tokens: new TokenVerifier({ ...parts.tokens, issuer }) }] as const,
    );
    this.#homes = new Map(homes);
  }

  /**
   * Who calls, when the token says that it is of one of the other issuers; undefined for any other token.
   *
   * @throws LedgerError TOKEN_REFUSED, also for who is no patient there; OWN_KEY_NEEDED without a certificate;
   * OWN_CERTIFICATE_REFUSED; IDENTITY_UNAVAILABLE
   */
  async identify(token: string, headers: IncomingHttpHeaders): Promise<Identified | undefined> {
    const home = this.#homes.get(issuerIn(token) ?? '');
    if (home === undefined) return undefined;
    const { role, scopes, issuer, subject } = await home.tokens.verify(token);
    if (!LET_IN.includes(role))
      throw new LedgerError('TOKEN_REFUSED', 'of another organisation only patients and guardians are let in');
    const { organisation } = home;
    const person = this.parts.certificates.nameIn(headers[CERTIFICATE_HEADER], { organisation, role, site: undefined });
    const caller: Caller = { person, role, site: undefined, organisation };
    const foreignAccount = createHash('sha256')
      .update(JSON.stringify([issuer, subject]))
      .digest('hex');
    return { caller, scopes, foreignAccount, signIn: () => Promise.reject(noKeyHere()) };
  }
}

/** Not believed yet: it only says whose key is to be asked for. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function noKeyHere(): LedgerError {
  return new LedgerError('OWN_KEY_NEEDED', 'this gateway signs for the people of its own organisation alone');
}
