import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { StateLayout } from '../native/state-layout';
import { loadTopology, consortiumOf } from '../topology';
import { chaincodePackage, codeOf } from './chaincode-package';
import { addedSource, consortiumSource } from './chaincode-sources';
import { builderFolder, writeBuilder, writeConnection } from './external-builder';
import { archiveOf, filesOf, unpackInto } from './package-archive';
import { chaincodeFolder, unpackChaincode } from './unpack-chaincode';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-package-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, text: string): { name: string; content: Buffer } => ({ name, content: Buffer.from(text) });
const source = { label: 'theriac', entry: 'main.js', files: [file('main.js', '1'), file('a/b.js', '2')] };

/** A checkout as a compiler leaves it, tests and maps included. */
function compiledCheckout(name: string): string {
  const root = join(folder, name);
  const files = {
    'chaincode/package.json': '{}',
    'chaincode/dist/main.js': 'main',
    'chaincode/dist/main.js.map': root,
    'chaincode/dist/supply/supply.contract.js': 'contract',
    'chaincode/dist/supply/supply.contract.test.js': 'test',
    'chaincode/dist/fixtures/people.js': 'fixture',
    'chaincode/dist/.tsbuildinfo': root,
    'domain/package.json': '{}',
    'domain/dist/ledger/index.js': 'domain',
    'domain/dist/ledger/index.d.ts': 'types',
    'package-lock.json': '{}',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const consortium = consortiumOf(loadTopology(), {});

describe('a chaincode package', () => {
  it('has the same bytes wherever, whenever and in whatever order it is made', async () => {
    const [one, other] = [compiledCheckout('one'), compiledCheckout('other')];
    utimesSync(join(other, 'chaincode/dist/main.js'), 1, 1);
    const made = await chaincodePackage(consortiumSource(one, consortium));
    const again = consortiumSource(other, consortium);
    expect((await chaincodePackage({ ...again, files: [...again.files].reverse() })).digest).toBe(made.digest);
    expect(made.packageId).toBe(`theriac:${made.digest}`);
  });

  it('changes with any byte of code, and with the consortium', async () => {
    const made = await chaincodePackage(source);
    const changed = await chaincodePackage({ ...source, files: [file('main.js', '1'), file('a/b.js', '3')] });
    expect(changed.digest).not.toBe(made.digest);
    const checkout = compiledCheckout('one');
    const fewer = { ...consortium, channels: consortium.channels.slice(1) };
    const [whole, part] = await Promise.all(
      [consortium, fewer].map((members) => chaincodePackage(consortiumSource(checkout, members))),
    );
    expect(whole!.digest).not.toBe(part!.digest);
  });

  it('holds what runs and what was agreed, and neither tests nor maps', async () => {
    const made = await chaincodePackage(consortiumSource(compiledCheckout('one'), consortium));
    expect((await filesOf(await codeOf(made))).map(({ name }) => name)).toEqual([
      'chaincode/dist/main.js',
      'chaincode/dist/supply/supply.contract.js',
      'chaincode/package.json',
      'consortium.json',
      'node_modules/@theriac/domain/dist/ledger/index.js',
      'node_modules/@theriac/domain/package.json',
      'package-lock.json',
    ]);
  });

  it('may be a test’s own, beside the same domain', async () => {
    const checkout = compiledCheckout('one');
    const added = {
      name: 'ledger-cases',
      channel: 'supply',
      folder: join(checkout, 'chaincode/dist'),
      entry: 'main.js',
    };
    const made = await chaincodePackage(addedSource(checkout, consortium, added));
    expect(made.packageId).toMatch(/^ledger-cases:/);
    expect((await filesOf(await codeOf(made))).map(({ name }) => name)).toContain('code/main.js');
  });

  it('is refused when nothing was compiled, or the label is none', async () => {
    await expect(chaincodePackage({ ...source, entry: 'dist/main.js' })).rejects.toThrow('was not compiled');
    await expect(chaincodePackage({ ...source, label: 'a label' })).rejects.toThrow('not a chaincode label');
  });

  it('carries no time, owner or system', async () => {
    const archive = await archiveOf([file('a', 'text')]);
    expect([archive.readUInt32LE(4), archive[9]]).toEqual([0, 255]);
    const header = gunzipSync(archive).subarray(0, 512).toString('latin1');
    expect(header.slice(108, 148)).toMatch(/^(0{6,7}[ \0]+){2}00000000004[ \0]0{11}[ \0]/);
  });
});

describe('unpacking', () => {
  it('lays out the approved bytes anew, whatever became of an earlier unpacking', async () => {
    const made = await chaincodePackage(source);
    const layout = new StateLayout(folder);
    await unpackChaincode(layout, 'pharmacy', made);
    const main = join(chaincodeFolder(layout, 'pharmacy', made), 'main.js');
    writeFileSync(main, 'altered');
    await unpackChaincode(layout, 'pharmacy', made);
    expect(readFileSync(main, 'utf8')).toBe('1');
  });

  it('writes nothing outside its folder', async () => {
    await expect(unpackInto(await archiveOf([file('../outside', 'x')]), join(folder, 'in'))).rejects.toThrow(
      'foreign path',
    );
  });
});

describe('the external builder', () => {
  it('takes our packages only, and gives the peer the address and keys of its own folder', async () => {
    const layout = new StateLayout(folder);
    for (const path of ['peer/tls/server.key', 'peer/tls/server.crt', 'chaincode/tls/ca.crt']) {
      const target = layout.organisation('pharmacy', path);
      mkdirSync(join(target, '..'), { recursive: true });
      writeFileSync(target, `pem of ${path}`);
    }
    writeBuilder(layout, 'pharmacy');
    writeConnection(layout, 'pharmacy', 'theriac', 8703);
    const run = (script: string, ...args: string[]): void => {
      execFileSync(join(builderFolder(layout, 'pharmacy'), 'bin', script), args, { stdio: 'ignore' });
    };
    const [metadata, output, release] = ['metadata', 'output', 'release'].map((name) => join(folder, name));
    for (const path of [metadata!, output!, release!]) mkdirSync(path);

    const [packaged] = await filesOf((await chaincodePackage(source)).bytes).then((files) =>
      files.filter(({ name }) => name === 'metadata.json'),
    );
    writeFileSync(join(metadata!, 'metadata.json'), packaged!.content);
    run('detect', folder, metadata!);
    run('build', folder, metadata!, output!);
    run('release', output!, release!);
    const connection = join(release!, 'chaincode', 'server', 'connection.json');
    expect(JSON.parse(readFileSync(connection, 'utf8'))).toEqual({
      address: 'localhost:8703',
      dial_timeout: '3s',
      tls_required: true,
      client_auth_required: true,
      client_key: 'pem of peer/tls/server.key',
      client_cert: 'pem of peer/tls/server.crt',
      root_cert: 'pem of chaincode/tls/ca.crt',
    });
    expect(statSync(join(builderFolder(layout, 'pharmacy'), 'connections', 'theriac.json')).mode & 0o077).toBe(0);

    writeFileSync(join(metadata!, 'metadata.json'), '{"type":"ccaas","label":"theriac"}');
    expect(() => {
      run('detect', folder, metadata!);
    }).toThrow();
  });
});
