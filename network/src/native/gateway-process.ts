/** An organisation's gateway, configured wholly by its environment, which the topology makes. */
import { join } from 'node:path';
import type { ProcessSpec } from '../processes/process-spec';
import { enrolmentAddress } from './enrolment-process';
import { isOnLoopback, placementOf, portsIn, type NativeNetwork } from './native-network';
import { peerName } from './peer-process';
import { memberIssuerEnvironment, tokenEnvironment } from './token-names';

/**
 * The gateway's process.
 * @param databaseUrl - with the password: it goes into the environment and nowhere else.
 */
export function gatewayProcess(network: NativeNetwork, organisation: string, databaseUrl: string): ProcessSpec {
  const ports = portsIn(network, organisation);
  return {
    name: gatewayName(organisation),
    command: process.execPath,
    // A million packs take less than 450 MB; told of no bound, Node lets what is dead grow to several times what lives.
    args: [
      '--enable-source-maps',
      '--max-old-space-size=768',
      // Node would let what is young take 128 MB; with a quarter of that, captures are as fast.
      '--max-semi-space-size=16',
      join(network.checkout, 'gateway-api', 'dist', 'main.js'),
    ],
    // glibc's malloc keeps what large documents and signatures left behind, in each thread's own arena; what is larger
    // than a megabyte (told of no bound, 32) goes back to the system at once.
    env: {
      ...gatewayEnvironment(network, organisation, databaseUrl),
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: String(1 << 20),
    },
    cwd: network.checkout,
    ports: [ports.gateway, ports.outbox, ports.metrics],
  };
}

/** Such as `gateway-pharmacy`. */
export function gatewayName(organisation: string): string {
  return `gateway-${organisation}`;
}

/** Where callers reach an organisation's gateway, such as `http://localhost:8103`. */
export function gatewayUrl(
  network: Pick<NativeNetwork, 'topology' | 'name' | 'placement'>,
  organisation: string,
): string {
  const scheme = isOnLoopback(network) ? 'http' : 'https';
  return `${scheme}://${placementOf(network).hostOf(gatewayName(organisation))}:${portsIn(network, organisation).gateway}`;
}

/** The variables that gateway-api's configuration page documents. */
export function gatewayEnvironment(
  network: Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement' | 'gatewaySettings'>,
  organisation: string,
  databaseUrl: string,
): Record<string, string> {
  const { layout, topology } = network;
  const ports = portsIn(network, organisation);
  const { listenAddress, hostOf } = placementOf(network);
  const own = (...path: string[]): string => layout.organisation(organisation, 'gateway', ...path);
  const others = topology.organisations.map(({ name }) => name).filter((name) => name !== organisation);
  return {
    NODE_ENV: 'development',
    DATABASE_URL: databaseUrl,
    THERIAC_ORGANISATION: organisation,
    THERIAC_CONSORTIUM: layout.consortium,
    // A container listens to its whole network: there, the API is HTTPS.
    THERIAC_HTTP_TLS: isOnLoopback(network) ? 'loopback' : 'certificate',
    THERIAC_HTTP_HOST: listenAddress,
    THERIAC_HTTP_PORT: String(ports.gateway),
    THERIAC_METRICS_HOST: listenAddress,
    THERIAC_METRICS_PORT: String(ports.metrics),
    THERIAC_OUTBOX_HOST: listenAddress,
    THERIAC_OUTBOX_PORT: String(ports.outbox),
    THERIAC_MEMBER_ADDRESSES: others
      .map((name) => `${name}=${hostOf(gatewayName(name))}:${portsIn(network, name).outbox}`)
      .join(','),
    THERIAC_MEMBER_TLS_ROOTS: layout.tlsRoot('{member}'),
    THERIAC_TLS_CERTIFICATE: own('tls', 'server.crt'),
    THERIAC_TLS_KEY: own('tls', 'server.key'),
    THERIAC_TLS_ROOTS: own('tls', 'ca.crt'),
    THERIAC_PEER_ADDRESS: `${hostOf(peerName(organisation))}:${ports.peer}`,
    THERIAC_GATEWAY_MSP: own('msp'),
    THERIAC_ENROLMENT_ADDRESS: enrolmentAddress(network, organisation),
    ...tokenEnvironment(network, organisation),
    ...memberIssuerEnvironment(network, organisation),
    THERIAC_SECRET_FILE: own('request-digest.key'),
    THERIAC_VAULT_KEY_FILE: own('vault.key'),
    ...network.gatewaySettings,
  };
}
