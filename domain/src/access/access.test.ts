/** What is open to everybody, and what a token's scopes allow. */
import { isOpenRoute, scopesOf } from '.';

describe('an open route', () => {
  it.each(['/healthz', '/readyz', '/openapi.json', '/docs', '/docs/page.js', '/fhir/R4/metadata', '/cds-services'])(
    '%s is',
    (path) => {
      expect(isOpenRoute(path)).toBe(true);
    },
  );

  it.each(['/', '/v1/me', '/healthz/', '/HEALTHZ', '/docsx', '/public/../v1/me-not', '//docs', '/cds-services/check'])(
    '%s is none unless it is listed',
    (path) => {
      expect(isOpenRoute(path)).toBe(path.startsWith('/public/'));
    },
  );
});

describe('scopes', () => {
  it('are those of the claim that this ledger knows', () => {
    expect([...scopesOf('openid ledger:read patient/*.rs')]).toEqual(['ledger:read']);
    expect([...scopesOf('')]).toEqual([]);
    expect([...scopesOf('ledger:readledger:write')]).toEqual([]);
  });
});
