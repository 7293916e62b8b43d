/** The development issuer as the network runs it: what it is told, and who can sign in at it. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIssuerFile } from '@theriac/issuer/fixtures';
import { loadTopology } from '../topology';
import { issuerProcess, machineKeyFile, prepareIssuer } from './issuer-process';
import { issuerUrlOf } from './token-names';
import { StateLayout } from './state-layout';

const topology = loadTopology();
let layout: StateLayout;
let place: { readonly topology: typeof topology; readonly name: string; readonly layout: StateLayout };

beforeEach(() => {
  layout = new StateLayout(mkdtempSync(join(tmpdir(), 'theriac-issuer-')));
  place = { topology, name: 'test', layout };
});

afterEach(() => {
  rmSync(layout.state, { recursive: true });
});

const settings = () => readIssuerFile(issuerProcess({ ...place, checkout: '/checkout' }).env.THERIAC_ISSUER_FILE!);

it('is told of everybody, on the network’s own port of loopback, with each gateway’s documentation', () => {
  prepareIssuer(place);
  const { port, listenAddress, organisations } = settings();
  expect({ port, listenAddress }).toEqual({ port: 18891, listenAddress: '127.0.0.1' });
  expect(issuerUrlOf(place, 'clinic')).toBe('http://localhost:18891/clinic');
  expect(organisations.map(({ people }) => people)).toEqual(topology.organisations.map(({ people }) => people));
  expect(organisations.find(({ name }) => name === 'pharmacy')).toMatchObject({
    audience: 'urn:theriac:pharmacy',
    redirects: ['http://localhost:18103/docs/oauth2-redirect.html'],
    siteNames: { '9521103000021': 'The Stork Pharmacy, Harbour' },
  });
});

it('knows a machine’s public key; the private one stays the same, for the owner alone', () => {
  prepareIssuer(place);
  const file = machineKeyFile(layout, 'manufacturer', 'packaging-line');
  const held = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  prepareIssuer(place);
  const [key] = settings().organisations.find(({ name }) => name === 'manufacturer')!.machines[0]!.jwks.keys;
  expect({ ...key, d: held.d }).toEqual(held);
  expect(statSync(file).mode & 0o077).toBe(0);
});

it('never runs as in production', () => {
  expect(issuerProcess({ ...place, checkout: '/checkout' }).env.NODE_ENV).toBe('development');
});
