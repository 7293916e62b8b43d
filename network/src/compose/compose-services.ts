/** The services of docker-compose.yaml, derived from the same process descriptions as the native network's. */
import { certificateAuthorityName, certificateAuthorityProcess } from '../certificates';
import { SUPERUSER } from '../database/prepare-database';
import { enrolmentName } from '../native/enrolment-process';
import { gatewayName } from '../native/gateway-process';
import { ISSUER } from '../native/issuer-process';
import type { NativeNetwork } from '../native/native-network';
import { ordererName, ordererProcess } from '../native/orderer-process';
import { peerName, peerProcess } from '../native/peer-process';
import { databasePort } from '../native/processes';
import type { ProcessSpec } from '../processes/process-spec';
import { channelsOfConsenter, channelsOfMember } from '../topology';
import { DATABASE, DATABASE_SECRET_FILE, DATABASE_SECRET_FOLDER, NODES_MAY_START } from './container-files';
import { PROJECT_FOLDER } from './container-network';
import { chaincode, chaincodeService, enrolment, gateway, issuer } from './own-services';
import { after, image, labels, LASTING, ONCE, SET_UP, STATE_VOLUME, USER, type ComposeService } from './service-parts';

/** Long after every step's own deadline, so that a failure is told by the step. */
const HEALTH_RETRIES = 600;
const PREPARE = 'prepare';
const POSTGRES_IMAGE = 'postgres:18.4-bookworm';

/** Every service, in the order of their start. */
export function composeServices(
  network: NativeNetwork,
  publishedPort: (port: number) => number,
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
    [ISSUER]: issuer(network, publishedPort),
    ...each(organisations, (name) => [enrolmentName(name), enrolment(network, name)]),
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
