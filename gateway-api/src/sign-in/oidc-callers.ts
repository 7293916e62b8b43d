/** Tells callers by the bearer tokens of the organisation's OpenID Connect issuer. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, CallerSource, Identified } from '../caller';
import { LatestKept } from '../latest-kept';
import { bearerToken, type TokenHolder, type TokenVerifier } from '../tokens';
import type { Enrolment } from './enrolment-door';
import type { ForeignPatients } from './foreign-patients';
import type { Sessions } from './sessions';

/** What callers are told by. */
export interface OidcCallersParts {
  readonly organisation: string;
  readonly issuer: string;
  readonly tokens: TokenVerifier;
  /** None where no other organisation's patients are let in. */
  readonly foreign?: ForeignPatients;
  readonly enrolment: Enrolment;
  readonly sessions: Sessions;
}

/** Names of people are fixed: this many are remembered, some megabytes. */
const MOST_NAMES = 20_000;

/** Believes tokens. */
export class OidcCallers implements CallerSource {
  readonly scheme: CallerSource['scheme'];
  /** By subject: one issuer's people have names of this organisation. */
  readonly #names = new LatestKept<string>(MOST_NAMES);

  constructor(private readonly parts: OidcCallersParts) {
    this.scheme = {
      // Not `openIdConnect`: the page of the API could not take a token then that was got elsewhere.
      ...{ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      description: `An access token (RFC 9068) of ${parts.issuer}. In development: npm run --silent token -- NAME`,
    };
  }

  async identify(headers: IncomingHttpHeaders): Promise<Identified> {
    const token = bearerToken(headers.authorization);
    const foreign = await this.parts.foreign?.identify(token, headers);
    if (foreign !== undefined) return foreign;
    const holder = await this.parts.tokens.verify(token);
    const { role, site, scopes } = holder;
    const caller: Caller = {
      person: await this.#nameOf(holder, token),
      role,
      site,
      organisation: this.parts.organisation,
    };
    return { caller, scopes, signIn: () => this.parts.sessions.open(caller, token) };
  }

  async #nameOf({ subject }: TokenHolder, token: string): Promise<string> {
    const known = this.#names.get(subject);
    if (known !== undefined) return known;
    const { person } = await this.parts.enrolment.personOf(token);
    this.#names.set(subject, person);
    return person;
  }
}
