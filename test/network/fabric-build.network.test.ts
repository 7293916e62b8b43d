import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureFabric } from '../../network/src/fabric-build';

// Go's own caches are warm after the project's usual build; without it everything is downloaded and compiled here.
jest.setTimeout(15 * 60_000);

let cache: string;

beforeAll(async () => {
  await ensureFabric({ report: (line) => process.stderr.write(`${line}\n`) });
  cache = mkdtempSync(join(tmpdir(), 'theriac-cache-'));
});

afterAll(() => {
  rmSync(cache, { recursive: true });
});

/** A process that asks for Fabric, in a group of its own with the compilers that it starts. */
function builder(): { child: ChildProcess; said: () => string; end: Promise<unknown[]> } {
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '-r',
      join(__dirname, 'typescript-child.cjs'),
      join(__dirname, 'fabric-build', 'build.ts'),
      cache,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, said: () => output, end: once(child, 'close') };
}

function binary(name: string): string {
  const [build = 'none'] = existsSync(join(cache, 'fabric')) ? readdirSync(join(cache, 'fabric')) : [];
  return join(cache, 'fabric', build, 'bin', name);
}

test('a build that is killed goes on where it was, and of two at once one builds', async () => {
  const killed = builder();
  while (!existsSync(binary('peer'))) await sleep(20);
  process.kill(-killed.child.pid!, 'SIGKILL');
  await killed.end;
  const finished = statSync(binary('peer'));
  expect(existsSync(binary('osnadmin'))).toBe(false);
  writeFileSync(`${binary('orderer')}.1.unfinished`, 'what a kill leaves');

  const rivals = [builder(), builder()];
  expect(await Promise.all(rivals.map(({ end }) => end))).toEqual([
    [0, null],
    [0, null],
  ]);

  const said = rivals.map((rival) => rival.said());
  expect(said.filter((lines) => lines.includes('building osnadmin'))).toHaveLength(1);
  expect(said.join()).not.toContain('building peer');
  expect(statSync(binary('peer'))).toMatchObject({ ino: finished.ino, mtimeMs: finished.mtimeMs });
  expect(readdirSync(join(binary('peer'), '..')).sort()).toEqual([
    'configtxgen',
    'configtxlator',
    'fabric-ca-server',
    'orderer',
    'osnadmin',
    'peer',
  ]);
  expect(execFileSync(binary('peer'), ['version'], { encoding: 'utf8' })).toContain('Version: v3.1.1');
  expect(execFileSync(binary('fabric-ca-server'), ['version'], { encoding: 'utf8' })).toContain('Version: 1.5.15');
});
