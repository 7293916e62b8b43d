/** Variables that say how callers reach a gateway: how TLS is ended, who may stand in front, how often they may ask. */
import { isIP } from 'node:net';
import { z, type ZodType } from 'zod';
import { kinds, memberIssuers, optionalPath, setting, words } from './setting';

/** The rows. */
export const DOOR_SETTINGS = {
  httpTls: setting({
    name: 'THERIAC_HTTP_TLS',
    description:
      'How callers’ TLS is ended. `certificate`: the API is HTTPS, with the organisation’s certificate. `proxy`: it is HTTP for the proxies of `THERIAC_TRUSTED_PROXIES`, which end TLS. `loopback`: plain HTTP on a loopback address, for development only.',
    example: 'certificate',
    default: 'certificate',
    ...words('certificate', 'proxy', 'loopback'),
  }),
  httpCertificate: setting({
    name: 'THERIAC_HTTP_CERTIFICATE',
    description:
      'The certificate of the API’s HTTPS, with its intermediates. None: that of `THERIAC_TLS_CERTIFICATE`. Read again when it changes.',
    example: '/etc/theriac/https/server.crt',
    default: '',
    ...optionalPath,
  }),
  httpKey: setting({
    name: 'THERIAC_HTTP_KEY',
    description: 'The private key of the API’s HTTPS.',
    example: '/etc/theriac/https/server.key',
    default: '',
    ...optionalPath,
  }),
  trustedProxies: setting({
    name: 'THERIAC_TRUSTED_PROXIES',
    description:
      'The proxies in front, whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed; everybody else’s are not.',
    example: '10.1.2.3,10.1.3.0/24',
    default: '',
    type: 'list of addresses or networks',
    schema: addresses(),
  }),
  httpConnections: setting({
    name: 'THERIAC_HTTP_CONNECTIONS',
    description: 'How many connections the API has open at most; one more is closed at once.',
    example: '500',
    default: '2000',
    ...kinds.count,
  }),
  memberTokenIssuers: setting({
    name: 'THERIAC_MEMBER_TOKEN_ISSUERS',
    description:
      'The OpenID Connect issuers of other members whose patients and guardians are let in, with a certificate of a key of their own. Their tokens must name the audience of this gateway. In production `https` only.',
    example: 'clinic=https://id.clinic.example/realms/patients',
    default: '',
    ...memberIssuers,
  }),
  callerRequests: setting({
    name: 'THERIAC_CALLER_REQUESTS',
    description: 'How many requests one caller may send in a minute.',
    example: '20000',
    default: '6000',
    ...kinds.count,
  }),
  refusedCredentials: setting({
    name: 'THERIAC_REFUSED_CREDENTIALS',
    description:
      'How many credentials that are refused may come from one address in a minute, after which only those that were accepted lately are looked at.',
    example: '300',
    default: '1200',
    ...kinds.count,
  }),
  certificateWarning: setting({
    name: 'THERIAC_CERTIFICATE_WARNING_DAYS',
    description: 'How many days before a certificate ends `/readyz` begins to warn of it.',
    example: '60',
    default: '30',
    ...kinds.days,
  }),
} as const;

/** A network of everybody is no list of proxies. */
function addresses(): ZodType<readonly string[], string> {
  return z
    .string()
    .transform((text) => (text === '' ? [] : text.split(',').map((part) => part.trim())))
    .refine((parts) => parts.every(isAddressOrNetwork), 'must be IP addresses or networks, separated by commas');
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (bits === 0 || more.length > 0) return false;
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits);
}
