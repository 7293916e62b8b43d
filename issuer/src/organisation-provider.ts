/** One organisation's issuer: oidc-provider with our rules. */
import { randomBytes } from 'node:crypto';
import { SCOPES } from '@theriac/domain/access';
import { Provider, errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { checkAssertion, nowInSeconds } from './assertion-rules';
import { clientsOf } from './clients';
import type { IssuerOrganisation } from './issuer-file';
import { MemoryAdapter } from './memory-adapter';
import { escapeHtml, page, PAGE_HEADERS } from './page';
import type { SigningKey } from './signing-key';
import { TokenClaims } from './token-claims';

/** Access tokens live an hour, as the certificates that are issued for them do. */
const TOKEN_SECONDS = 60 * 60;
const SIGN_IN_SECONDS = 10 * 60;
const LEDGER_SCOPES = Object.keys(SCOPES);

/**
 * The issuer of an organisation.
 *
 * @param url - its name, such as `http://localhost:8891/pharmacy`; its path is where it is mounted
 */
export function organisationProvider(url: string, organisation: IssuerOrganisation, key: SigningKey): Provider {
  const claims = new TokenClaims(organisation);
  const clients = clientsOf(organisation);
  const origins = new Set(organisation.redirects.map((redirect) => new URL(redirect).origin));
  const startedAt = nowInSeconds();
  return new Provider(url, {
    // Not as `clients`, which the library clones: within a test runner a clone's objects are of another realm than its own.
    adapter: (kind: string) => new MemoryAdapter(kind, kind === 'Client' ? clients : undefined),
    jwks: { keys: [{ ...key, alg: 'ES256', use: 'sig' }] },
    // Of this process only, as is what the cookies point to.
    cookies: { keys: [randomBytes(32).toString('base64url')], ...cookiesBelow(new URL(url).pathname) },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name'] },
    findAccount: claims.findAccount,
    extraTokenClaims: (_ctx, token) => ({ ...claims.ofAccessToken(token) }),
    // The ID token carries the name too: a page that greets its user needs no second request.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'private_key_jwt'],
    enabledJWA: {
      // What SMART App Launch 2.2 asks of servers, and nothing else.
      clientAuthSigningAlgValues: ['RS384', 'ES384'],
      idTokenSigningAlgValues: ['ES256'],
      userinfoSigningAlgValues: ['ES256'],
    },
    assertJwtClientAuthClaimsAndHeader: (_ctx, assertion) => {
      checkAssertion(assertion, startedAt);
    },
    clientBasedCORS: (_ctx, origin) => origins.has(origin),
    expiresWithSession: () => false,
    ttl: {
      AccessToken: TOKEN_SECONDS,
      AuthorizationCode: 60,
      ClientCredentials: TOKEN_SECONDS,
      Grant: TOKEN_SECONDS,
      IdToken: TOKEN_SECONDS,
      Interaction: SIGN_IN_SECONDS,
      Session: TOKEN_SECONDS,
    },
    interactions: { url: (_ctx, { uid }) => `${new URL(url).pathname}/interaction/${uid}` },
    loadExistingGrant: (ctx) => grantOfSignIn(ctx, organisation, claims),
    features: features(organisation),
    renderError: (ctx, { error, error_description }) => {
      const told = [error, error_description].filter((part) => part !== undefined).join(': ');
      show(ctx, 'This cannot be done', `<p role="alert">${escapeHtml(told)}</p>`);
    },
  });
}

function features({ audience, elsewhere }: IssuerOrganisation): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      // A token of ledger scopes is for the gateway; one that asks for openid and profile alone, for userinfo.
      useGrantedResource: (_ctx, { scopes }) => LEDGER_SCOPES.some((scope) => scopes.has(scope)),
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== audience && !elsewhere.includes(resource)) throw new errors.InvalidTarget();
        return {
          scope: LEDGER_SCOPES.join(' '),
          audience: resource,
          accessTokenTTL: TOKEN_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        };
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const button = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>';
        show(ctx, 'Sign out', `${form}<p>Do you want to sign out?</p>${button}`);
      },
      postLogoutSuccessSource: (ctx) => {
        show(ctx, 'You are signed out', '');
      },
    },
  };
}

/**
 * The first-party client is granted all that it may ask for with the sign-in itself. Each sign-in is a grant of its own,
 * since each has a site; without one just made, the library asks for one (RFC 8252, section 8.6).
 */
async function grantOfSignIn(ctx: KoaContextWithOIDC, organisation: IssuerOrganisation, claims: TokenClaims) {
  const { account, client, provider, result } = ctx.oidc;
  if (result?.login === undefined || account === undefined || client === undefined) return undefined;
  const audiences = audiencesOf(organisation, account.accountId);
  const { resource = organisation.audience } = ctx.oidc.params ?? {};
  // Without this the library would ask for the grant again and again.
  if (typeof resource === 'string' && !audiences.includes(resource)) throw new errors.InvalidTarget();
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope('openid profile');
  for (const audience of audiences) grant.addResourceScope(audience, LEDGER_SCOPES.join(' '));
  const grantId = await grant.save();
  const { site } = result;
  claims.noteSite(grantId, typeof site === 'string' ? site : undefined, TOKEN_SECONDS);
  return grant;
}

/** Where somebody's tokens may be for: staff have nothing to do at other organisations. */
function audiencesOf({ audience, elsewhere, people }: IssuerOrganisation, name: string): readonly string[] {
  const role = people.find((person) => person.name === name)?.role;
  return role === 'patient' || role === 'guardian' ? [audience, ...elsewhere] : [audience];
}

/** All organisations share a host: each keeps its cookies below its own path. */
function cookiesBelow(path: string) {
  const long = { httpOnly: true, sameSite: 'lax', path, signed: true } as const;
  return { long, short: { httpOnly: true, sameSite: 'lax', signed: true } as const };
}

function show(ctx: KoaContextWithOIDC, title: string, body: string): void {
  ctx.set(PAGE_HEADERS);
  ctx.body = page(title, body);
}
