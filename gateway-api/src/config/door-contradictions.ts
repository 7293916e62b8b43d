/** What no single variable shows about the way in: plain HTTP where it must not be, proxies that are not asked for. */
import type { Config } from './settings';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** The contradictions, each with the variable to change. */
export function doorContradictions(config: Config): string[] {
  const { httpTls, httpHost, environment, trustedProxies, httpCertificate, httpKey } = config;
  const faults: string[] = [];
  if (httpTls === 'loopback' && environment === 'production')
    faults.push('THERIAC_HTTP_TLS must not be loopback when NODE_ENV is production: it is plain HTTP');
  if (httpTls === 'loopback' && !LOOPBACK.test(httpHost))
    faults.push('THERIAC_HTTP_HOST must be a loopback address when THERIAC_HTTP_TLS is loopback');
  if (httpTls === 'proxy' && trustedProxies.length === 0)
    faults.push('THERIAC_TRUSTED_PROXIES is missing: with THERIAC_HTTP_TLS=proxy it says who ends TLS');
  if (httpTls !== 'proxy' && trustedProxies.length > 0)
    faults.push('THERIAC_TRUSTED_PROXIES is for THERIAC_HTTP_TLS=proxy only: nobody stands in front otherwise');
  if ((httpCertificate === undefined) !== (httpKey === undefined))
    faults.push('THERIAC_HTTP_CERTIFICATE and THERIAC_HTTP_KEY must be given together, or neither');
  else if (httpTls !== 'certificate' && httpCertificate !== undefined)
    faults.push('THERIAC_HTTP_CERTIFICATE is for THERIAC_HTTP_TLS=certificate only');
  return [...faults, ...issuerContradictions(config)];
}

/** Whoever is on the way could sign another member's tokens, and one issuer cannot be two members'. */
function issuerContradictions({ environment, organisation, tokenIssuer, memberTokenIssuers }: Config): string[] {
  const faults: string[] = [];
  const urls = [...memberTokenIssuers.values()];
  if (environment === 'production' && urls.some((url) => !url.startsWith('https://')))
    faults.push('THERIAC_MEMBER_TOKEN_ISSUERS must be https when NODE_ENV is production');
  if (memberTokenIssuers.has(organisation) || new Set([tokenIssuer, ...urls]).size <= urls.length)
    faults.push('THERIAC_MEMBER_TOKEN_ISSUERS must name other members, each with an issuer of its own');
  return faults;
}
