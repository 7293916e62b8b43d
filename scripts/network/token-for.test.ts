/** Tokens by name: of people, of machines, and what is said when there are none. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIssuer, type RunningIssuer, type TestOrganisation } from '@theriac/issuer/fixtures';
import { loadTopology, machineKeyFile, networkPlace, type NetworkPlace } from '@theriac/network';
import { decodeJwt, exportJWK, generateKeyPair } from 'jose';
import { tokenFor } from './token-for';

const HARBOUR = '9521103000021';
let state: string;
let issuer: RunningIssuer;
let place: NetworkPlace;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'theriac-token-'));
  const shipped = loadTopology();
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
  const line = await exportJWK(publicKey);
  const organisations = shipped.organisations.map(({ name, people, machines }): TestOrganisation => {
    const keyed = machines.map((machine) => ({ ...machine, jwks: { keys: [{ ...line, kty: 'EC' as const }] } }));
    return { name, people, machines: keyed };
  });
  issuer = await startIssuer({ organisations });
  const topology = { ...shipped, ports: { ...shipped.ports, issuer: issuer.port } };
  place = networkPlace(topology, 'local', '/checkout', state);
  const file = machineKeyFile(place.layout, 'manufacturer', 'packaging-line');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...(await exportJWK(privateKey)), alg: 'ES384' }));
});

afterAll(async () => {
  await issuer.stop();
  rmSync(state, { recursive: true });
});

const claimsOf = async (...args: [string, { site?: string; scope?: string }?]) =>
  decodeJwt((await tokenFor(place, ...args)).accessToken);

it('are of the organisation at which the name is', async () => {
  expect(await claimsOf('inspector')).toMatchObject({ aud: 'urn:theriac:regulator', role: 'inspector' });
  expect(await claimsOf('packaging-line')).toMatchObject({ aud: 'urn:theriac:manufacturer', sub: 'packaging-line' });
});

it('are for the site and the scope that were asked for', async () => {
  const claims = await claimsOf('technician', { site: HARBOUR, scope: 'ledger:read' });
  expect(claims).toMatchObject({ site: HARBOUR, scope: 'ledger:read' });
});

it('are not for somebody else’s site', async () => {
  await expect(tokenFor(place, 'pharmacist', { site: HARBOUR })).rejects.toThrow('does not work at');
  await expect(tokenFor(place, 'packaging-line', { site: HARBOUR })).rejects.toThrow('it chooses no site');
});

it('are not for a name that nobody has: all who have one are named', async () => {
  const unknown = tokenFor(place, 'apothecary');
  await expect(unknown).rejects.toThrow(/^nobody is called apothecary\. There are:\n/);
  await expect(unknown).rejects.toThrow('manufacturer: release-officer, second-release-officer');
  await expect(unknown).rejects.toThrow('packaging-line');
});

it('need a network that runs', async () => {
  const elsewhere = networkPlace(loadTopology(), 'bench', '/checkout', join(state, 'never-started'));
  const hint = 'the network bench does not run: npm start -- --network bench starts it';
  await expect(tokenFor(elsewhere, 'packaging-line')).rejects.toThrow(hint);
});
