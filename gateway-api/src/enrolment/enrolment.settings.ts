/** Every variable that the enrolment service reads from its environment. */
import { z } from 'zod';
import { DOOR_SETTINGS } from '../config/door.settings';
import { PLACE_SETTINGS } from '../config/place.settings';
import { kinds, setting, words } from '../config/setting';
import { TOKEN_SETTINGS } from '../tokens/token.settings';

/** The table. A row without default is required. */
export const ENROLMENT_SETTINGS = {
  environment: setting({
    name: 'NODE_ENV',
    description: 'Where this service runs. `production` refuses everything that is for development only.',
    example: 'production',
    default: 'development',
    ...words('development', 'test', 'production'),
  }),
  organisation: setting({
    name: 'THERIAC_ORGANISATION',
    description: 'The member of the consortium whose people are certified. Its gateway alone is answered.',
    example: 'pharmacy',
    ...kinds.name,
  }),
  host: setting({
    name: 'THERIAC_ENROLMENT_HOST',
    description: 'The address that the service listens on.',
    example: '0.0.0.0',
    default: '127.0.0.1',
    ...kinds.host,
  }),
  port: setting({
    name: 'THERIAC_ENROLMENT_PORT',
    description: 'The port of the service, with mutual TLS.',
    example: '8903',
    ...kinds.port,
  }),
  tlsCertificate: setting({
    name: 'THERIAC_TLS_CERTIFICATE',
    description: 'This service’s TLS certificate.',
    example: '/etc/theriac/enrolment/tls/server.crt',
    ...kinds.path,
  }),
  tlsKey: setting({
    name: 'THERIAC_TLS_KEY',
    description: 'The private key of the TLS certificate.',
    example: '/etc/theriac/enrolment/tls/server.key',
    ...kinds.path,
  }),
  tlsRoots: setting({
    name: 'THERIAC_TLS_ROOTS',
    description:
      'The root certificates of the organisation’s TLS authority: it issued those of the gateway and of the certificate authority’s listener.',
    example: '/etc/theriac/enrolment/tls/ca.crt',
    ...kinds.path,
  }),
  registrarMsp: setting({
    name: 'THERIAC_ENROLMENT_MSP',
    description:
      'The MSP folder (`signcerts`, `keystore`) of the registrar of people. Nobody but this service may read it.',
    example: '/etc/theriac/enrolment/msp',
    ...kinds.path,
  }),
  caAddress: setting({
    name: 'THERIAC_CA_ADDRESS',
    description: 'The organisation’s Fabric CA server.',
    example: 'localhost:8403',
    ...kinds.address,
  }),
  caName: setting({
    name: 'THERIAC_CA_NAME',
    description: 'The name of the authority of identities on that server.',
    example: 'ca',
    default: 'ca',
    type: 'name',
    schema: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/, 'must be the name of a certificate authority'),
  }),
  caCertificate: setting({
    name: 'THERIAC_CA_CLIENT_CERTIFICATE',
    description:
      'The TLS certificate that the Fabric CA server asks of who connects: it knows its registrar’s and this one, and answers nobody else, since it would renew any certificate for who holds its key.',
    example: '/etc/theriac/enrolment/ca-caller/server.crt',
    ...kinds.path,
  }),
  caKey: setting({
    name: 'THERIAC_CA_CLIENT_KEY',
    description: 'The private key of that certificate.',
    example: '/etc/theriac/enrolment/ca-caller/server.key',
    ...kinds.path,
  }),
  nameKeyFile: setting({
    name: 'THERIAC_NAME_KEY_FILE',
    description:
      'A file with 32 random bytes, of which people’s random names are made: with another key everybody would be somebody else on the ledger. Created, readable by its owner only, at the first start; belongs in the backup. Where people were certified before and the file is gone, the service does not start.',
    example: '/var/lib/theriac/pharmacy/name.key',
    ...kinds.path,
  }),
  ...TOKEN_SETTINGS,
  logLevel: PLACE_SETTINGS.logLevel,
  certificateWarning: DOOR_SETTINGS.certificateWarning,
  shutdownDeadline: setting({
    name: 'THERIAC_SHUTDOWN_MS',
    description: 'How long requests in progress may take to come to a good end when the service stops.',
    example: '20000',
    default: '10000',
    ...kinds.milliseconds,
  }),
} as const;
