/** The services of docker-compose.yaml, derived from the same process descriptions as the native network's. */
import { certificateAuthorityName, certificateAuthorityProcess } from '../certificates';
import { SUPERUSER } from '../database/prepare-database';
import { chaincodeName } from '../native/chaincode-process';
import { gatewayName } from '../native/gateway-process';
import { portsIn, type NativeNetwork } from '../native/native-network';
import { ordererName, ordererProcess } from '../native/orderer-process';
import { peerName, peerProcess } from '../native/peer-process';
import { databasePort } from '../native/processes';
import type { ProcessSpec } from '../processes/process-spec';
import { channelsOfConsenter, channelsOfMember, type TopologyChannel } from '../topology';
import { CONSORTIUM_LABEL } from '../chaincode-package';
import {
  DATABASE,
  DATABASE_SECRET_FILE,
  DATABASE_SECRET_FOLDER,
  NODES_MAY_START,
  processFile,
} from './container-files';
import { CONTAINER_USER, PROJECT_FOLDER, STATE_FOLDER } from './container-network';

/** A service, in Compose's words. */
export type ComposeService = Readonly<Record<string, unknown>>;

/** When one service may start, by what another one has come to. */
type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

/** Long after every step's own deadline, so that a failure is told by the step. */
const HEALTH_RETRIES = 600;
const GRACE = '30s';
const PREPARE = 'prepare';
const SET_UP = 'set-up';
const POSTGRES_IMAGE = 'postgres:18.4-bookworm';

const USER = `${CONTAINER_USER.uid}:${CONTAINER_USER.gid}`;
const STATE_VOLUME = `state:${STATE_FOLDER}`;
const after = (condition: Condition, ...services: string[]): object => ({
  depends_on: Object.fromEntries(services.map((service) => [service, { condition }])),
});
/** An image of ours; all three are built from the checkout's top. */
const image = (name: string): object => ({
  image: `theriac/${name}`,
  build: { context: '.', dockerfile: `network/compose/${name}.Dockerfile` },
});
/** One bounded log a container. */
const BOUNDED_LOG = { logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '2' } } };
const LASTING = { restart: 'unless-stopped', stop_grace_period: GRACE, ...BOUNDED_LOG };
const ONCE = { restart: 'no', ...BOUNDED_LOG };

/** Every service, in the order of their start. */
export function composeServices(
  network: NativeNetwork,
  publishedPort: (gatewayPort: number) => number,
): Record<string, ComposeService> {
  const organisations = network.topology.organisations.map(({ name }) => name);
  const each = (
    names: readonly string[],
    service: (organisation: string) => [string, ComposeService],
  ): Record<string, ComposeService> => Object.fromEntries(names.map(service));
  return {
    [PREPARE]: prepare(),
    [DATABASE]: database(network),
    ...each(organisations, (name) => [certificateAuthorityName(name), certificateAuthority(network, name)]),
    [SET_UP]: setUp(organisations),
    ...each(network.topology.ordering.orderers, (name) => [ordererName(name), orderer(network, name)]),
    ...each(organisations, (name) => [peerName(name), peer(network, name)]),
    ...each(organisations, (name) => [chaincodeService(name), chaincode(network, name)]),
    ...each(organisations, (name) => [gatewayName(name), gateway(network, name, publishedPort)]),
  };
}

function prepare(): ComposeService {
  return {
    ...image(SET_UP),
    command: ['node', `${PROJECT_FOLDER}/network/dist/compose/prepare.js`],
    // Root for a moment: to give the volumes away.
    user: '0:0',
    volumes: [STATE_VOLUME, `database-secret:${DATABASE_SECRET_FOLDER}`],
    ...ONCE,
  };
}

function setUp(organisations: readonly string[]): ComposeService {
  return {
    ...image(SET_UP),
    command: ['node', `${PROJECT_FOLDER}/network/dist/compose/set-up.js`],
    user: USER,
    volumes: [STATE_VOLUME],
    depends_on: {
      [DATABASE]: { condition: 'service_healthy' },
      ...Object.fromEntries(
        organisations.map((name) => [certificateAuthorityName(name), { condition: 'service_started' }]),
      ),
    },
    // Healthy: the certificates are issued and the configurations written.
    healthcheck: {
      test: ['CMD', 'test', '-f', NODES_MAY_START],
      interval: '1s',
      timeout: '5s',
      retries: HEALTH_RETRIES,
    },
    ...ONCE,
  };
}

function database(network: NativeNetwork): ComposeService {
  const port = databasePort(network);
  return {
    image: POSTGRES_IMAGE,
    command: ['postgres', '-p', String(port), '-c', 'max_connections=200', '-c', 'log_min_error_statement=panic'],
    environment: { POSTGRES_USER: SUPERUSER, POSTGRES_PASSWORD_FILE: DATABASE_SECRET_FILE },
    expose: [String(port)],
    volumes: ['database:/var/lib/postgresql', `database-secret:${DATABASE_SECRET_FOLDER}:ro`],
    ...after('service_completed_successfully', PREPARE),
    healthcheck: {
      // By TCP: while it initialises itself, the image runs a server on a socket only.
      test: ['CMD', 'pg_isready', '-h', 'localhost', '-p', String(port), '-U', SUPERUSER],
      interval: '1s',
      timeout: '5s',
      retries: HEALTH_RETRIES,
    },
    ...LASTING,
  };
}

function certificateAuthority(network: NativeNetwork, organisation: string): ComposeService {
  return {
    ...server(
      certificateAuthorityProcess(network, organisation),
      `hyperledger/fabric-ca:${network.topology.fabric.ca}`,
    ),
    ...after('service_completed_successfully', PREPARE),
    labels: labels(organisation),
  };
}

function orderer(network: NativeNetwork, organisation: string): ComposeService {
  return {
    ...server(ordererProcess(network, organisation), `hyperledger/fabric-orderer:${network.topology.fabric.core}`),
    ...after('service_healthy', SET_UP),
    labels: labels(organisation, channelsOfConsenter(network.topology, organisation)),
  };
}

function peer(network: NativeNetwork, organisation: string): ComposeService {
  return {
    ...server(peerProcess(network, organisation), `hyperledger/fabric-peer:${network.topology.fabric.core}`),
    ...after('service_healthy', SET_UP),
    labels: labels(organisation, channelsOfMember(network.topology, organisation)),
  };
}

/** A program of an official image, run as the native network runs it. */
function server({ command, args, env, cwd, ports }: ProcessSpec, imageName: string): ComposeService {
  return {
    image: imageName,
    command: [command, ...args],
    user: USER,
    working_dir: cwd,
    environment: env,
    expose: ports.map(String),
    volumes: [STATE_VOLUME],
    ...LASTING,
  };
}

function chaincode(network: NativeNetwork, organisation: string): ComposeService {
  return {
    ...image('chaincode'),
    ...runNoted(network, chaincodeService(organisation)),
    expose: [String(portsIn(network, organisation).chaincode)],
    ...after('service_healthy', SET_UP),
    labels: labels(organisation, channelsOfMember(network.topology, organisation)),
  };
}

function gateway(
  network: NativeNetwork,
  organisation: string,
  publishedPort: (gatewayPort: number) => number,
): ComposeService {
  const { gateway: port, outbox, metrics } = portsIn(network, organisation);
  return {
    ...image('gateway'),
    ...runNoted(network, gatewayName(organisation)),
    ports: [`127.0.0.1:${publishedPort(port)}:${port}`],
    expose: [outbox, metrics].map(String),
    ...after('service_completed_successfully', SET_UP),
    labels: labels(organisation, channelsOfMember(network.topology, organisation)),
    healthcheck: {
      test: ['CMD', 'node', '-e', askReady(`https://localhost:${port}/readyz`, network.layout.tlsRoot(organisation))],
      interval: '10s',
      timeout: '10s',
      retries: 6,
    },
  };
}

/** A program that ends well when the answer does; whom it asks is known by the organisation's own TLS root. */
function askReady(url: string, root: string): string {
  const trusting = `{ ca: require('fs').readFileSync('${root}') }`;
  return `require('https').get('${url}', ${trusting}, (a) => process.exit(a.statusCode === 200 ? 0 : 1))`;
}

/** A process of our own, run as the set-up noted it. */
function runNoted(network: NativeNetwork, process: string): ComposeService {
  return {
    command: ['node', `${PROJECT_FOLDER}/network/compose/run-noted.mjs`, processFile(network.layout, process)],
    user: USER,
    volumes: [STATE_VOLUME],
    ...LASTING,
  };
}

function chaincodeService(organisation: string): string {
  return chaincodeName(organisation, CONSORTIUM_LABEL);
}

function labels(organisation: string, channels: readonly TopologyChannel[] = []): object {
  return {
    'theriac.organisation': organisation,
    ...(channels.length === 0 ? {} : { 'theriac.channels': channels.map(({ name }) => name).join(',') }),
  };
}
