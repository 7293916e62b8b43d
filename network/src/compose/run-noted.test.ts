import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StateLayout } from '../native/state-layout';
import { processFile } from './container-files';
import { ContainerGate } from './container-gate';

const RUN_NOTED = join(__dirname, '..', '..', 'compose', 'run-noted.mjs');
const SAYS_WHAT_IT_IS = `
  console.log(process.env.WHICH + ' in ' + process.cwd() + ', and ' + (process.env.FOREIGN ?? 'nothing foreign'));
  process.on('SIGTERM', () => { console.log(process.env.WHICH + ' ends'); process.exit(0); });
  setInterval(() => {}, 1000);`;
/** A Node takes its time to start on a busy machine. */
const WITHIN_MS = 20_000;
jest.setTimeout(3 * WITHIN_MS);

let folder: string;
let layout: StateLayout;
let gate: ContainerGate;
let container: ChildProcess | undefined;
let said = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-noted-'));
  layout = new StateLayout(join(folder, 'state'));
  gate = new ContainerGate(layout, ['peer-clinic'], join(folder, 'open'));
  said = '';
});

afterEach(async () => {
  // Asked to, it ends its process too.
  if (container?.exitCode === null && container.signalCode === null) {
    container.kill('SIGTERM');
    await once(container, 'exit');
  }
  container = undefined;
  rmSync(folder, { recursive: true });
});

const note = (which: string, script = SAYS_WHAT_IT_IS): Promise<void> =>
  gate.start([
    {
      name: 'chaincode-clinic',
      command: 'unused',
      args: ['-e', script],
      env: { WHICH: which },
      cwd: folder,
      ports: [],
    },
  ]);

/** As the image runs it. */
function runContainer(...more: string[]): ChildProcess {
  const child = spawn(process.execPath, [RUN_NOTED, processFile(layout, 'chaincode-clinic'), ...more], {
    env: { ...process.env, FOREIGN: 'something foreign' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  container = child;
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function until(line: string): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (!said.includes(line)) {
    if (Date.now() > deadline) throw new Error(`the container did not say "${line}" but: ${said}`);
    await sleep(20);
  }
}

describe('a container of ours', () => {
  it('runs the process as it was noted, with its environment and no other', async () => {
    await note('first');
    runContainer();
    await until(`first in ${folder}, and nothing foreign`);
  });

  it('runs the process anew when the note changes', async () => {
    await note('first');
    runContainer();
    await until('first in');
    await note('second');
    await until('second in');
    expect(said).toContain('first ends');
  });

  it('ends with its process, in good order when it is told to', async () => {
    await note('first');
    const child = runContainer();
    await until('first in');
    child.kill('SIGTERM');
    // What it said last is there when its output has ended.
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said).toContain('first ends');
  });

  it('passes a port of its own localhost on to another container', async () => {
    const other = createServer((_request, response) => response.end('the other container')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const [near, far] = [await freePort(), (other.address() as AddressInfo).port];
    try {
      await note('first');
      runContainer(`${near}=localhost:${far}`);
      await until('first in');
      expect(await (await fetch(`http://localhost:${near}/`)).text()).toBe('the other container');
    } finally {
      other.close();
      other.closeAllConnections();
    }
  });

  it('ends as a failure when its process dies, so that Docker starts it again', async () => {
    await note('first', 'process.kill(process.pid, "SIGKILL")');
    expect((await once(runContainer(), 'exit'))[0]).toBe(1);
  });
});

describe('the gate', () => {
  it('opens when the awaited processes are noted, not before', async () => {
    const open = join(folder, 'open');
    await note('first');
    expect(() => statSync(open)).toThrow();
    await gate.start([{ name: 'peer-clinic', command: 'peer', args: [], env: {}, cwd: '/', ports: [] }]);
    expect(statSync(open).isFile()).toBe(true);
  });

  it('keeps notes from others: a gateway’s has a password in it', async () => {
    await note('first');
    const file = processFile(layout, 'chaincode-clinic');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ env: { WHICH: 'first' }, cwd: folder });
  });
});
