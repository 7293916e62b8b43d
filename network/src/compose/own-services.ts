/** The services that run our own programs, as the set-up noted them: chaincode, issuer, enrolment and gateway. */
import { CONSORTIUM_LABEL } from '../chaincode-package';
import { chaincodeName } from '../native/chaincode-process';
import { enrolmentName } from '../native/enrolment-process';
import { gatewayName } from '../native/gateway-process';
import { ISSUER, issuerPort } from '../native/issuer-process';
import { portsIn, type NativeNetwork } from '../native/native-network';
import { channelsOfMember } from '../topology';
import { processFile } from './container-files';
import { PROJECT_FOLDER } from './container-network';
import { after, image, labels, LASTING, SET_UP, STATE_VOLUME, USER, type ComposeService } from './service-parts';

/** An organisation’s chaincode server. */
export function chaincode(network: NativeNetwork, organisation: string): ComposeService {
  return {
    ...image('chaincode'),
    ...runNoted(network, chaincodeService(organisation)),
    expose: [String(portsIn(network, organisation).chaincode)],
    ...after('service_healthy', SET_UP),
    labels: labels(organisation, channelsOfMember(network.topology, organisation)),
  };
}

/**
 * The one development issuer; a browser on this machine signs in at it.
 *
 * @param publishedPort - at which port of this machine it is published; its tokens name the one that it listens on
 */
export function issuer(network: NativeNetwork, publishedPort: (port: number) => number): ComposeService {
  const port = issuerPort(network);
  return {
    ...image(ISSUER),
    ...runNoted(network, ISSUER),
    ports: [`127.0.0.1:${publishedPort(port)}:${port}`],
    ...after('service_completed_successfully', SET_UP),
  };
}

/** An organisation’s enrolment service. */
export function enrolment(network: NativeNetwork, organisation: string): ComposeService {
  return {
    ...image('gateway'),
    ...runNoted(network, enrolmentName(organisation), wayToIssuer(network)),
    expose: [String(portsIn(network, organisation).enrolment)],
    ...after('service_completed_successfully', SET_UP),
    labels: labels(organisation),
  };
}

/** An organisation’s gateway. */
export function gateway(
  network: NativeNetwork,
  organisation: string,
  publishedPort: (port: number) => number,
): ComposeService {
  const { gateway: port, outbox, metrics } = portsIn(network, organisation);
  return {
    ...image('gateway'),
    ...runNoted(network, gatewayName(organisation), wayToIssuer(network)),
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
function runNoted(network: NativeNetwork, process: string, ...more: string[]): ComposeService {
  return {
    command: ['node', `${PROJECT_FOLDER}/network/compose/run-noted.mjs`, processFile(network.layout, process), ...more],
    user: USER,
    volumes: [STATE_VOLUME],
    ...LASTING,
  };
}

/** Tokens name their issuer by its place on this machine's localhost: within a container, that leads to the issuer's. */
function wayToIssuer(network: NativeNetwork): string {
  const port = issuerPort(network);
  return `${port}=${ISSUER}:${port}`;
}

/** The name of an organisation’s chaincode service. */
export function chaincodeService(organisation: string): string {
  return chaincodeName(organisation, CONSORTIUM_LABEL);
}
