/** The development issuer: one process for all organisations, that knows the topology's people and machines. */
import { existsSync, readFileSync } from 'node:fs';
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { join } from 'node:path';
import { writeOwnerOnly } from '../certificates/owner-only';
import type { ProcessSpec } from '../processes/process-spec';
import type { Organisation } from '../topology';
import { gatewayUrl } from './gateway-process';
import { audienceOf, othersInCare } from './token-names';
import { isOnLoopback, placementOf, portsIn, type NativeNetwork } from './native-network';
import type { StateLayout } from './state-layout';

/** The process and, in containers, its host. */
export const ISSUER = 'issuer';

/** Where Swagger UI has itself sent back to, below a gateway's address. */
const DOCS_REDIRECT = '/docs/oauth2-redirect.html';

type Place = Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>;

/** Where a machine's private key lies, as a JWK for ES384: for the owner of the state folder alone. */
export function machineKeyFile(layout: StateLayout, organisation: string, machine: string): string {
  return layout.organisation(organisation, 'machines', `${machine}.json`);
}

/** The issuer's process. */
export function issuerProcess(network: Place & Pick<NativeNetwork, 'checkout'>): ProcessSpec {
  return {
    name: ISSUER,
    command: process.execPath,
    args: [
      '--enable-source-maps',
      // Codes and sign-ins of an hour are little; what dies young is most of it.
      '--max-old-space-size=128',
      '--max-semi-space-size=2',
      join(network.checkout, 'issuer', 'dist', 'main.js'),
    ],
    env: { NODE_ENV: 'development', THERIAC_ISSUER_FILE: issuerFile(network.layout), MALLOC_ARENA_MAX: '2' },
    cwd: network.checkout,
    ports: [issuerPort(network)],
  };
}

/** Writes what the issuer reads at its start, and makes the key of each machine that has none. */
export function prepareIssuer(network: Place): void {
  const { topology, layout } = network;
  const settings = {
    port: issuerPort(network),
    listenAddress: placementOf(network).listenAddress,
    keysFolder: join(layout.state, ISSUER, 'keys'),
    organisations: topology.organisations.map((organisation) => issuerOf(network, organisation)),
  };
  writeOwnerOnly(issuerFile(layout), `${JSON.stringify(settings, null, 2)}\n`);
}

/** The one issuer's port. */
export function issuerPort({ topology, name }: Pick<Place, 'topology' | 'name'>): number {
  const [first] = topology.organisations;
  return first === undefined ? topology.ports.issuer : portsIn({ topology, name }, first.name).issuer;
}

function issuerFile(layout: StateLayout): string {
  return join(layout.state, ISSUER, 'issuer.json');
}

function issuerOf(network: Place, { name, sites, people, machines }: Organisation): object {
  return {
    name,
    audience: audienceOf(name),
    elsewhere: othersInCare(network, name).map(audienceOf),
    // A native client's redirects are plain HTTP on loopback (RFC 8252, section 7.3), and so are the gateways there.
    redirects: isOnLoopback(network) ? [`${gatewayUrl(network, name)}${DOCS_REDIRECT}`] : [],
    siteNames: Object.fromEntries(sites.map((site) => [site.gln, site.name])),
    people,
    machines: machines.map((machine) => ({
      ...machine,
      jwks: { keys: [publicKey(ensureMachineKey(machineKeyFile(network.layout, name, machine.id)))] },
    })),
  };
}

function ensureMachineKey(file: string): JsonWebKey {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    writeOwnerOnly(file, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), alg: 'ES384' }));
  }
  return JSON.parse(readFileSync(file, 'utf8')) as JsonWebKey;
}

function publicKey({ d: _private, ...key }: JsonWebKey): JsonWebKey {
  return key;
}
