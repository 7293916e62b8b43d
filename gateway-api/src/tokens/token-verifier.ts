/** Verifies access tokens: JWTs by RFC 9068, of one issuer, for one audience. */
import { type Gln, glnSchema } from '@theriac/domain/gs1';
import { LedgerError, type Role, roleSchema } from '@theriac/domain/ledger';
import { type Scope, scopesOf } from '@theriac/domain/access';
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import { IssuerKeys } from './issuer-keys';

/** Whose tokens are believed. */
export interface TokenSettings {
  /** As it stands in `iss`. */
  readonly issuer: string;
  readonly audience: string;
  /** JWS algorithms that are accepted; `none` cannot be one. */
  readonly algorithms: readonly string[];
  readonly clockSkewMs: number;
}

/** Whom a verified token names. */
export interface TokenHolder {
  readonly issuer: string;
  /** What the issuer calls them: it goes to the enrolment service, and never to the ledger or a log. */
  readonly subject: string;
  readonly role: Exclude<Role, 'gateway'>;
  /** Where they work in this session; patients work nowhere. */
  readonly site: Gln | undefined;
  readonly scopes: ReadonlySet<Scope>;
  /** The program that they use. */
  readonly clientId: string;
  readonly expiresAt: Date;
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  client_id: z.string().min(1).max(255),
  exp: z.number(),
  scope: z.string().max(2_000).default(''),
  // No issuer makes a gateway: that role stands in certificates of machines which the registrar issues.
  role: roleSchema.exclude(['gateway']),
  site: glnSchema.optional(),
});

/** Verifies tokens. */
export class TokenVerifier {
  readonly #keys: IssuerKeys;
  readonly #options: JWTVerifyOptions;

  constructor(settings: TokenSettings) {
    const { issuer, audience, algorithms, clockSkewMs } = settings;
    this.#keys = new IssuerKeys(issuer);
    this.#options = {
      ...{ issuer, audience, algorithms: [...algorithms], clockTolerance: clockSkewMs / 1_000 },
      // RFC 9068, section 4: so that no ID token passes for an access token.
      typ: 'at+jwt',
      requiredClaims: ['exp', 'iat', 'sub', 'client_id'],
    };
  }

  /**
   * Whom a token names.
   *
   * @throws LedgerError TOKEN_REFUSED, without a word of what the token holds; IDENTITY_UNAVAILABLE when the issuer's
   * keys are not to be had
   */
  async verify(token: string): Promise<TokenHolder> {
    const payload = await this.#payloadOf(token);
    const parsed = claimsSchema.safeParse(payload);
    if (!parsed.success) {
      const claims = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))].join(', ');
      throw new LedgerError('TOKEN_REFUSED', `the token lacks claims, or holds what they must not: ${claims}`);
    }
    const { sub, client_id: clientId, exp, scope, role, site } = parsed.data;
    const issuer = this.#keys.issuer;
    return { issuer, subject: sub, role, site, scopes: scopesOf(scope), clientId, expiresAt: new Date(exp * 1_000) };
  }

  async #payloadOf(token: string): Promise<JWTPayload> {
    try {
      return (await jwtVerify(token, this.#keys.find, this.#options)).payload;
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new LedgerError('TOKEN_REFUSED', 'the token has expired');
  if (error instanceof errors.JWTClaimValidationFailed)
    return new LedgerError('TOKEN_REFUSED', `the token’s ${error.claim} is not the one that is asked for`);
  if (error instanceof errors.JOSEError)
    return new LedgerError('TOKEN_REFUSED', 'the token is not one of the issuer’s');
  return error;
}
