/** Every variable that a gateway reads from its environment: the one table behind the configuration and its page. */
import { z } from 'zod';
import { kinds, memberAddresses, type Setting, words } from './setting';

const setting = <T>(row: Setting<T>): Setting<T> => row;

/** The table. A key is the property of {@link Config}; a row without default is required. */
export const SETTINGS = {
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
  callers: setting({
    name: 'THERIAC_CALLERS',
    description:
      'How callers are known. `development` believes the header `X-Development-Caller` and is refused in production.',
    example: 'development',
    default: 'development',
    ...words('development'),
  }),
  peopleFolder: setting({
    name: 'THERIAC_PEOPLE',
    description: 'Development only: a folder with one folder for each person, holding `person.json` and `msp`.',
    example: '.theriac/local/organisations/pharmacy/people',
    default: '',
    type: 'path',
    schema: z.string().transform((text) => (text === '' ? undefined : text)),
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
  bodyLimit: setting({
    name: 'THERIAC_BODY_LIMIT',
    description: 'The largest JSON body of a request.',
    example: '65536',
    default: '262144',
    ...kinds.bytes,
  }),
  uploadLimit: setting({
    name: 'THERIAC_UPLOAD_LIMIT',
    description: 'The largest uploaded document. A route may allow less.',
    example: '20971520',
    default: '67108864',
    ...kinds.bytes,
  }),
  evaluateDeadline: setting({
    name: 'THERIAC_EVALUATE_DEADLINE_MS',
    description: 'How long a read of the ledger may take.',
    example: '2000',
    default: '5000',
    ...kinds.milliseconds,
  }),
  endorseDeadline: setting({
    name: 'THERIAC_ENDORSE_DEADLINE_MS',
    description: 'How long collecting endorsements may take.',
    example: '10000',
    default: '15000',
    ...kinds.milliseconds,
  }),
  submitDeadline: setting({
    name: 'THERIAC_SUBMIT_DEADLINE_MS',
    description: 'How long handing a transaction to the orderers may take.',
    example: '5000',
    default: '10000',
    ...kinds.milliseconds,
  }),
  commitDeadline: setting({
    name: 'THERIAC_COMMIT_DEADLINE_MS',
    description: 'How long waiting for a commit may take, after which the outcome is unknown and looked up.',
    example: '30000',
    default: '60000',
    ...kinds.milliseconds,
  }),
  submitAttempts: setting({
    name: 'THERIAC_SUBMIT_ATTEMPTS',
    description: 'How often a transaction that lost a conflict is endorsed again at most.',
    example: '3',
    default: '8',
    ...kinds.count,
  }),
  staleAfter: setting({
    name: 'THERIAC_STALE_AFTER_MS',
    description: 'How far the own peer may lag the members’ before verifications and releases are refused as stale.',
    example: '5000',
    default: '5000',
    ...kinds.milliseconds,
  }),
  idempotencyHours: setting({
    name: 'THERIAC_IDEMPOTENCY_HOURS',
    description: 'How long the answer to a request with an Idempotency-Key is kept.',
    example: '48',
    default: '24',
    ...kinds.hours,
  }),
  leaseMs: setting({
    name: 'THERIAC_LEASE_MS',
    description: 'How long work of a process that died stays untouched before it is taken over.',
    example: '5000',
    default: '10000',
    ...kinds.milliseconds,
  }),
  jobWorkers: setting({
    name: 'THERIAC_JOB_WORKERS',
    description: 'How many jobs run at once.',
    example: '2',
    default: '4',
    ...kinds.count,
  }),
  jobWait: setting({
    name: 'THERIAC_JOB_WAIT_MS',
    description: 'How long a request waits for its job to end before it is answered with 202.',
    example: '1000',
    default: '400',
    ...kinds.milliseconds,
  }),
  memberDeadline: setting({
    name: 'THERIAC_MEMBER_DEADLINE_MS',
    description: 'How long an answer of another member’s gateway may take.',
    example: '2000',
    default: '5000',
    ...kinds.milliseconds,
  }),
  vrsRequests: setting({
    name: 'THERIAC_VRS_REQUESTS',
    description: 'How many requests under `/vrs` one requester may send in a minute.',
    example: '2000',
    default: '600',
    ...kinds.count,
  }),
  vrsGuesses: setting({
    name: 'THERIAC_VRS_GUESSES',
    description:
      'How many failed matches under `/vrs` one requester may have in ten minutes, after which it is told nothing.',
    example: '20',
    default: '60',
    ...kinds.count,
  }),
  outboxOverdue: setting({
    name: 'THERIAC_OUTBOX_OVERDUE_MS',
    description: 'After which time a message that is not acknowledged is shown as overdue.',
    example: '600000',
    default: '60000',
    ...kinds.milliseconds,
  }),
  shutdownDeadline: setting({
    name: 'THERIAC_SHUTDOWN_MS',
    description: 'How long requests and jobs in progress may take to come to a good end when the gateway stops.',
    example: '20000',
    default: '10000',
    ...kinds.milliseconds,
  }),
} as const;

/** A gateway's configuration, as its environment gives it. */
export type Config = {
  readonly [Key in keyof typeof SETTINGS]: (typeof SETTINGS)[Key] extends Setting<infer T> ? T : never;
};
