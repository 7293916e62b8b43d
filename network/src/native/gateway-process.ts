/** An organisation's gateway, configured wholly by its environment, which the topology makes. */
import { join } from 'node:path';
import type { ProcessSpec } from '../processes/process-spec';
import { portsIn, type NativeNetwork } from './native-network';

/**
 * The gateway's process.
 * @param databaseUrl - with the password: it goes into the environment and nowhere else.
 */
export function gatewayProcess(network: NativeNetwork, organisation: string, databaseUrl: string): ProcessSpec {
  const ports = portsIn(network, organisation);
  return {
    name: `gateway-${organisation}`,
    command: process.execPath,
    args: ['--enable-source-maps', join(network.checkout, 'gateway-api', 'dist', 'main.js')],
    env: gatewayEnvironment(network, organisation, databaseUrl),
    cwd: network.checkout,
    ports: [ports.gateway, ports.outbox, ports.metrics],
  };
}

/** The variables that gateway-api's configuration page documents. */
export function gatewayEnvironment(
  network: Pick<NativeNetwork, 'topology' | 'name' | 'layout'>,
  organisation: string,
  databaseUrl: string,
): Record<string, string> {
  const { layout, topology } = network;
  const ports = portsIn(network, organisation);
  const own = (...path: string[]): string => layout.organisation(organisation, 'gateway', ...path);
  const others = topology.organisations.map(({ name }) => name).filter((name) => name !== organisation);
  return {
    NODE_ENV: 'development',
    DATABASE_URL: databaseUrl,
    THERIAC_ORGANISATION: organisation,
    THERIAC_CONSORTIUM: layout.consortium,
    THERIAC_HTTP_PORT: String(ports.gateway),
    THERIAC_METRICS_PORT: String(ports.metrics),
    THERIAC_OUTBOX_PORT: String(ports.outbox),
    THERIAC_MEMBER_ADDRESSES: others.map((name) => `${name}=localhost:${portsIn(network, name).outbox}`).join(','),
    THERIAC_MEMBER_TLS_ROOTS: layout.tlsRoot('{member}'),
    THERIAC_TLS_CERTIFICATE: own('tls', 'server.crt'),
    THERIAC_TLS_KEY: own('tls', 'server.key'),
    THERIAC_TLS_ROOTS: own('tls', 'ca.crt'),
    THERIAC_PEER_ADDRESS: `localhost:${ports.peer}`,
    THERIAC_GATEWAY_MSP: own('msp'),
    THERIAC_PEOPLE: layout.organisation(organisation, 'people'),
    THERIAC_SECRET_FILE: own('request-digest.key'),
  };
}
