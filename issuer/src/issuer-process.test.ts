/** The process: where it refuses to run, and what outlives it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { startIssuer } from './fixtures';
import { readIssuerFile } from './issuer-file';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-issuer-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('refuses to run in production, in one line', () => {
  const ended = spawnSync(process.execPath, [join(__dirname, 'main.ts')], {
    env: { ...process.env, NODE_ENV: 'production', THERIAC_ISSUER_FILE: join(folder, 'issuer.json') },
    encoding: 'utf8',
  });
  expect(ended.status).toBe(1);
  expect(ended.stderr).toMatch(/^the development issuer does not start in production.*\n$/);
});

it('keeps its keys for the owner alone, so that tokens outlive a restart', async () => {
  const start = (port?: number) =>
    startIssuer({
      organisations: [{ name: 'pharmacy', people: [{ name: 'pharmacist', role: 'pharmacist' }] }, { name: 'clinic' }],
      keysFolder: join(folder, 'keys'),
      ...(port === undefined ? {} : { port }),
    });
  const before = await start();
  const token = await before.tokenFor('pharmacist');
  await before.stop();
  const after = await start(before.port);
  try {
    const keysOf = async (name: string) => createLocalJWKSet(await publishedKeys(after.url(name)));
    await expect(jwtVerify(token, await keysOf('pharmacy'))).resolves.toBeDefined();
    await expect(jwtVerify(token, await keysOf('clinic'))).rejects.toThrow();
  } finally {
    await after.stop();
  }
  const keys = join(folder, 'keys');
  expect(readdirSync(keys).sort()).toEqual(['clinic.json', 'pharmacy.json']);
  for (const path of [keys, join(keys, 'pharmacy.json')]) expect(statSync(path).mode & 0o077).toBe(0);
});

/** On a connection of its own: fetch would take one that the restart has cut. */
function publishedKeys(issuer: string): Promise<JSONWebKeySet> {
  return new Promise((resolve, reject) => {
    const request = get(`${issuer}/jwks`, { agent: false }, (answer) => {
      resolve(json(answer) as Promise<JSONWebKeySet>);
    });
    request.on('error', reject);
  });
}

describe('a settings file', () => {
  const people = [{ name: 'pharmacist', fullName: 'Elin Sandberg', role: 'pharmacist', sites: ['9521103000014'] }];
  const pharmacy = { name: 'pharmacy', audience: 'urn:theriac:pharmacy', people };
  const read = (content: object) => {
    const file = join(folder, 'issuer.json');
    writeFileSync(file, JSON.stringify(content));
    return readIssuerFile(file);
  };
  const right = { port: 8891, keysFolder: 'keys', organisations: [pharmacy] };

  it('has its keys beside it, and listens on loopback unless it says otherwise', () => {
    expect(read(right)).toMatchObject({ keysFolder: join(folder, 'keys'), listenAddress: '127.0.0.1' });
  });

  it.each([
    ['a person who would be a gateway', { people: [{ ...people[0], role: 'gateway' }] }, 'people[0].role'],
    ['a private key', { machines: [machine({ kty: 'EC', d: 'secret' })] }, 'must be a public key'],
    ['a person and a machine of one name', { people, machines: [machine({ kty: 'EC' })] }, 'pharmacist names two'],
    ['a redirect to elsewhere', { redirects: ['http://example.org/'] }, 'redirects[0]'],
  ])('with %s is refused by its field', (_what, wrong, message) => {
    expect(() => read({ ...right, organisations: [{ ...pharmacy, ...wrong }] })).toThrow(message);
  });

  function machine(key: object): object {
    return { id: 'pharmacist', role: 'technician', jwks: { keys: [key] } };
  }
});
