/** Variables that say where a gateway stands: whose it is, what it listens on, whom it trusts, where its data are. */
import { z } from 'zod';
import { kinds, memberAddresses, setting, words } from './setting';

/** The rows. */
export const PLACE_SETTINGS = {
  environment: setting({
    name: 'NODE_ENV',
    description: 'Where this gateway runs. `production` refuses everything that is for development only.',
    example: 'production',
    default: 'development',
    ...words('development', 'test', 'production'),
  }),
  organisation: setting({
    name: 'THERIAC_ORGANISATION',
    description: 'The member of the consortium that this gateway belongs to.',
    example: 'pharmacy',
    ...kinds.name,
  }),
  consortiumFile: setting({
    name: 'THERIAC_CONSORTIUM',
    description: 'The consortium file: members, sites, channels.',
    example: '/etc/theriac/consortium.json',
    ...kinds.path,
  }),
  httpHost: setting({
    name: 'THERIAC_HTTP_HOST',
    description: 'The address that the API listens on.',
    example: '0.0.0.0',
    default: '127.0.0.1',
    ...kinds.host,
  }),
  httpPort: setting({
    name: 'THERIAC_HTTP_PORT',
    description: 'The port of the API.',
    example: '8103',
    ...kinds.port,
  }),
  metricsHost: setting({
    name: 'THERIAC_METRICS_HOST',
    description: 'The address that the metrics listen on.',
    example: '0.0.0.0',
    default: '127.0.0.1',
    ...kinds.host,
  }),
  metricsPort: setting({
    name: 'THERIAC_METRICS_PORT',
    description: 'The port of the Prometheus metrics.',
    example: '8303',
    ...kinds.port,
  }),
  outboxHost: setting({
    name: 'THERIAC_OUTBOX_HOST',
    description: 'The address that other members’ gateways reach.',
    example: '0.0.0.0',
    default: '127.0.0.1',
    ...kinds.host,
  }),
  outboxPort: setting({
    name: 'THERIAC_OUTBOX_PORT',
    description: 'The port that other members’ gateways reach, with mutual TLS.',
    example: '8203',
    ...kinds.port,
  }),
  memberAddresses: setting({
    name: 'THERIAC_MEMBER_ADDRESSES',
    description: 'Where the other members’ gateways take messages.',
    example: 'hospital=gateway.hospital.example:8201,manufacturer=gateway.maker.example:8204',
    ...memberAddresses,
  }),
  memberTlsRoots: setting({
    name: 'THERIAC_MEMBER_TLS_ROOTS',
    description:
      'The file with a member’s TLS root certificates; `{member}` stands for its name. Who presents a certificate of these roots speaks for that member.',
    example: '/etc/theriac/members/{member}.pem',
    type: 'path with {member}',
    schema: z.string().includes('{member}', 'must hold {member}'),
  }),
  tlsCertificate: setting({
    name: 'THERIAC_TLS_CERTIFICATE',
    description: 'This gateway’s TLS certificate, for its outbox port and as client of peer and members.',
    example: '/etc/theriac/tls/server.crt',
    ...kinds.path,
  }),
  tlsKey: setting({
    name: 'THERIAC_TLS_KEY',
    description: 'The private key of the TLS certificate.',
    example: '/etc/theriac/tls/server.key',
    ...kinds.path,
  }),
  tlsRoots: setting({
    name: 'THERIAC_TLS_ROOTS',
    description: 'The root certificates of the own peer’s TLS certificate.',
    example: '/etc/theriac/tls/ca.crt',
    ...kinds.path,
  }),
  peerAddress: setting({
    name: 'THERIAC_PEER_ADDRESS',
    description: 'The organisation’s own peer: the only one that this gateway speaks to.',
    example: 'localhost:8603',
    ...kinds.address,
  }),
  gatewayMsp: setting({
    name: 'THERIAC_GATEWAY_MSP',
    description: 'The MSP folder (`signcerts`, `keystore`) of the gateway’s own machine identity.',
    example: '/etc/theriac/gateway/msp',
    ...kinds.path,
  }),
  enrolmentAddress: setting({
    name: 'THERIAC_ENROLMENT_ADDRESS',
    description:
      'The organisation’s enrolment service, which issues certificates to who proves by a token who they are. Spoken to with the TLS certificate above.',
    example: 'localhost:8903',
    ...kinds.address,
  }),
  databaseUrl: setting({
    name: 'DATABASE_URL',
    description: 'The PostgreSQL database of this organisation. Percent-encode special characters of the password.',
    example: 'postgresql://pharmacy:secret@localhost:5432/pharmacy',
    type: 'postgresql URL',
    schema: z.string().regex(/^postgres(?:ql)?:\/\/\S+$/, 'must be a postgresql:// URL'),
  }),
  databaseConnections: setting({
    name: 'THERIAC_DATABASE_CONNECTIONS',
    description: 'The most connections to the database.',
    example: '20',
    default: '16',
    ...kinds.count,
  }),
  secretFile: setting({
    name: 'THERIAC_SECRET_FILE',
    description:
      'A file with 64 hexadecimal digits that keys the digests of request bodies and the ids of captured events on the ledger: without it no capture can be proven any more. Created, readable by its owner only, when missing; belongs in the backup.',
    example: '/var/lib/theriac/pharmacy/secret',
    ...kinds.path,
  }),
  logLevel: setting({
    name: 'THERIAC_LOG_LEVEL',
    description: 'The least severe log line that is written.',
    example: 'debug',
    default: 'info',
    ...words('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  }),
} as const;
