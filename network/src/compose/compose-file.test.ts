import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadTopology, portsOf, type PortKind, type Topology } from '../topology';
import { COMPOSE_FILE, composeFile } from './compose-file';

interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly user?: string;
  readonly environment?: Record<string, string>;
  readonly ports?: readonly string[];
  readonly expose?: readonly string[];
  readonly volumes: readonly string[];
  readonly labels?: Record<string, string>;
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly healthcheck?: object;
  readonly restart: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
}

const topology = loadTopology();
const checkout = join(COMPOSE_FILE, '..');
const services = servicesOf(topology);

/** As Compose reads it: docker-compose 1.29.2 by the rules of YAML 1.1. */
function servicesOf(of: Topology): Record<string, Service> {
  return (parse(composeFile(of), { version: '1.1' }) as { services: Record<string, Service> }).services;
}

const portOf = (organisation: string, kind: PortKind): string => String(portsOf(topology, 'local', organisation)[kind]);
const organisations = topology.organisations.map(({ name }) => name);

describe('docker-compose.yaml', () => {
  it('is what the topology gives', () => {
    expect(readFileSync(COMPOSE_FILE, 'utf8')).toBe(composeFile(topology));
  });

  it.each(organisations)(
    'runs an authority, a peer, a chaincode server, an enrolment service and a gateway for the %s',
    (name) => {
      const { core, ca } = topology.fabric;
      expect(services[`ca-${name}`]).toMatchObject({
        image: `hyperledger/fabric-ca:${ca}`,
        expose: [portOf(name, 'ca'), portOf(name, 'caOperations')],
      });
      expect(services[`peer-${name}`]).toMatchObject({
        image: `hyperledger/fabric-peer:${core}`,
        environment: { FABRIC_CFG_PATH: `/theriac/organisations/${name}/peer` },
        expose: [portOf(name, 'peer'), portOf(name, 'peerChaincode'), portOf(name, 'peerOperations')],
      });
      expect(services[`chaincode-${name}`]).toMatchObject({
        image: 'theriac/chaincode',
        expose: [portOf(name, 'chaincode')],
      });
      expect(services[`enrolment-${name}`]).toMatchObject({
        image: 'theriac/gateway',
        expose: [portOf(name, 'enrolment')],
      });
      const gateway = portOf(name, 'gateway');
      expect(services[`gateway-${name}`]).toMatchObject({
        image: 'theriac/gateway',
        ports: [`127.0.0.1:${gateway}:${gateway}`],
        expose: [portOf(name, 'outbox'), portOf(name, 'metrics')],
      });
    },
  );

  it('runs one development issuer, to which localhost leads from whoever believes its tokens', () => {
    expect(services.issuer).toMatchObject({ image: 'theriac/issuer', ports: ['127.0.0.1:8891:8891'] });
    for (const name of organisations) {
      for (const service of [`enrolment-${name}`, `gateway-${name}`])
        expect(services[service]?.command.at(-1)).toBe('8891=issuer:8891');
    }
  });

  it('runs the orderers that the topology names, and no other', () => {
    const orderers = Object.keys(services).filter((name) => name.startsWith('orderer-'));
    expect(orderers).toEqual(topology.ordering.orderers.map((name) => `orderer-${name}`));
    for (const name of topology.ordering.orderers) {
      expect(services[`orderer-${name}`]).toMatchObject({
        image: `hyperledger/fabric-orderer:${topology.fabric.core}`,
        expose: [portOf(name, 'orderer'), portOf(name, 'ordererAdmin'), portOf(name, 'ordererOperations')],
      });
    }
  });

  it.each(topology.channels)('says who is on channel $name', ({ name: channel, members, consenters }) => {
    const on = (kind: string): string[] =>
      Object.entries(services)
        .filter(
          ([name, { labels }]) =>
            name.startsWith(`${kind}-`) && labels?.['theriac.channels']?.split(',').includes(channel),
        )
        .map(([, { labels }]) => labels?.['theriac.organisation'] ?? '');
    expect(on('peer').sort()).toEqual([...members].sort());
    expect(on('orderer').sort()).toEqual([...consenters].sort());
  });

  it('follows another topology', () => {
    const [first, ...others] = topology.organisations;
    const renamed = servicesOf({
      ...topology,
      organisations: [{ ...first!, name: 'infirmary' }, ...others],
      ordering: { ...topology.ordering, orderers: ['clinic', 'pharmacy', 'manufacturer', 'regulator'] },
      channels: topology.channels.map((channel) => ({
        ...channel,
        members: channel.members.filter((name) => name !== 'hospital'),
        consenters: channel.consenters.filter((name) => name !== 'hospital'),
      })),
    });
    expect(Object.keys(renamed)).toEqual(
      expect.arrayContaining(['ca-infirmary', 'peer-infirmary', 'gateway-infirmary']),
    );
    expect(Object.keys(renamed).filter((name) => name.includes('hospital'))).toEqual([]);
  });
});

describe('what both docker-compose 1.29.2 and Compose v2 take', () => {
  const text = readFileSync(COMPOSE_FILE, 'utf8');

  it('is a file without a version or a name of its own', () => {
    expect(Object.keys(parse(text) as object)).toEqual(['services', 'volumes']);
  });

  it('reads the same by the rules of YAML 1.1 and 1.2', () => {
    expect(parse(text, { version: '1.1' })).toEqual(parse(text, { version: '1.2' }));
    expect(services.prepare?.restart).toBe('no');
  });

  it('has no dollar that Compose would take for a variable', () => {
    expect(text.replaceAll('$$', '')).not.toContain('$');
    expect(services['ca-hospital']?.command.join(' ')).toContain('exec "$$0" "$$@"');
  });
});

describe('the order of the start', () => {
  it('has no circle and no stranger, and waits for health only where it is checked', () => {
    const started = new Set<string>();
    for (const [name, { depends_on = {} }] of Object.entries(services)) {
      for (const [other, { condition }] of Object.entries(depends_on)) {
        expect(started).toContain(other);
        if (condition === 'service_healthy') expect(services[other]?.healthcheck).toBeDefined();
        if (condition === 'service_completed_successfully') expect(services[other]?.restart).toBe('no');
      }
      started.add(name);
    }
  });

  it.each(['orderer', 'peer', 'chaincode'])(
    'holds every %s until certificates and configurations are there',
    (kind) => {
      for (const [name, { depends_on }] of Object.entries(services)) {
        if (name.startsWith(`${kind}-`)) expect(depends_on).toEqual({ 'set-up': { condition: 'service_healthy' } });
      }
    },
  );
});

describe('what the outside sees', () => {
  it("is the gateways and the development issuer, on this machine's loopback", () => {
    for (const [name, { ports = [] }] of Object.entries(services)) {
      expect(ports).toHaveLength(name === 'issuer' || name.startsWith('gateway-') ? 1 : 0);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    }
  });

  it('can be moved to other ports, for a second consortium on one machine', () => {
    const moved = composeFile(topology, (port) => port + 20_000);
    expect(moved).toContain('127.0.0.1:28101:8101');
    expect(moved.replace(/127\.0\.0\.1:2/g, '127.0.0.1:')).toBe(composeFile(topology));
  });

  it('finds no secret in the file, and nobody but the preparation as root', () => {
    const variables = Object.values(services).flatMap(({ environment = {} }) => Object.keys(environment));
    expect(variables.filter((name) => /password|secret|key/i.test(name))).toEqual(['POSTGRES_PASSWORD_FILE']);
    const asRoot = Object.entries(services).filter(([, { user }]) => user !== '1000:1000');
    // The database's own image changes its user by itself.
    expect(asRoot.map(([name]) => name)).toEqual(['prepare', 'database']);
  });
});

describe('our own images', () => {
  const packageFile = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    workspaces: string[];
    devDependencies: Record<string, string>;
  };
  const builds = new Map(
    Object.values(services).flatMap(({ image, build }) => (build === undefined ? [] : [[image, build]])),
  );

  it('are the set-up, the chaincode, the issuer and the gateway', () => {
    const names = ['set-up', 'chaincode', 'issuer', 'gateway'];
    expect([...builds.keys()]).toEqual(names.map((name) => `theriac/${name}`));
  });

  it.each([...builds.values()])(
    '$dockerfile has the Node and the packages that the lock pins',
    ({ context, dockerfile }) => {
      expect(context).toBe('.');
      const text = readFileSync(join(checkout, dockerfile), 'utf8');
      expect(text).toContain(`ARG NODE=${packageFile.devDependencies.node ?? ''}\n`);
      for (const stage of text.split(/^FROM /m).filter((part) => part.includes('npm install'))) {
        for (const workspace of packageFile.workspaces) {
          expect(stage).toContain(`COPY ${workspace}/package.json ${workspace}/\n`);
        }
      }
    },
  );
});
