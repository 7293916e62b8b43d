import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimNetwork, AlreadyRunningError, releaseNetwork, supervisorOf } from './claim';
import { endProcess } from './end-process';
import { endLeftovers, runningProcesses } from './leftovers';
import { logFileOf, rotateLog } from './log-file';
import { PortsTakenError } from './port-owner';
import { isSameProcess, startOfProcess } from './process-identity';
import type { ProcessSpec } from './process-spec';
import { RunFolder, type RunFile } from './run-file';
import { Supervisor } from './supervisor';

const IDLE = 'setInterval(() => {}, 1000)';

let folder: string;
let runs: RunFolder;
let events: string[];
let supervisor: Supervisor;
const strangers: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-processes-'));
  runs = new RunFolder(join(folder, 'run'));
  events = [];
  supervisor = newSupervisor();
});

afterEach(async () => {
  await supervisor.stop();
  await endLeftovers(runs);
  for (const stranger of strangers.splice(0)) stranger.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const newSupervisor = (): Supervisor =>
  new Supervisor({ runs, logs: join(folder, 'logs'), report: (event) => events.push(event) });

const spec = (name: string, script: string, ports: number[] = []): ProcessSpec => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  env: {},
  cwd: folder,
  ports,
});

/** A process that nobody here supervises. */
function stranger(script: string): ChildProcess {
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  strangers.push(child);
  return child;
}

const noteOf = (child: ChildProcess, start: string): RunFile => ({
  name: 'peer-pharmacy',
  pid: child.pid!,
  start,
  startedAt: new Date().toISOString(),
  ports: [],
  restarts: 0,
  stopSignal: 'SIGTERM',
});

async function eventually(what: () => boolean): Promise<void> {
  for (let tries = 0; !what(); tries += 1) {
    if (tries > 400) throw new Error(`never: ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const isAlive = (run: RunFile): boolean => isSameProcess(run.pid, run.start);

describe('a recycled pid', () => {
  it('is never signalled, neither asked nor killed', async () => {
    const innocent = stranger(IDLE);
    const recycled = noteOf(innocent, 'the start of a process that ended long ago');
    expect(await endProcess(recycled)).toBe('was not running');
    runs.write(recycled);
    expect(await endLeftovers(runs)).toEqual([]);
    expect(startOfProcess(innocent.pid!)).toBeDefined();
    expect(runs.all()).toEqual([]);
  });
});

describe('a process that dies', () => {
  it('is started again, and said', async () => {
    await supervisor.start([spec('peer-pharmacy', IDLE)]);
    const first = runs.read('peer-pharmacy')!;
    expect(supervisor.signal('peer-pharmacy', 'SIGKILL')).toBe(true);
    await eventually(() => (runs.read('peer-pharmacy')?.pid ?? first.pid) !== first.pid);
    expect(isAlive(runs.read('peer-pharmacy')!)).toBe(true);
    expect(runs.read('peer-pharmacy')!.restarts).toBe(1);
    expect(events).toEqual([expect.stringMatching(/^peer-pharmacy ended \(SIGKILL\); starting it again in 0\.2 s/)]);
  });

  it('is given longer and longer when it cannot live', async () => {
    await supervisor.start([spec('peer-pharmacy', 'process.exit(3)')]);
    await eventually(() => events.length >= 3);
    expect(events.slice(0, 3).map((event) => /\((.*)\).* in ([\d.]+) s/.exec(event)?.slice(1))).toEqual([
      ['exit code 3', '0.2'],
      ['exit code 3', '0.4'],
      ['exit code 3', '0.8'],
    ]);
  });

  it('is said when its program is missing', async () => {
    await supervisor.start([{ ...spec('peer-pharmacy', ''), command: join(folder, 'no-such-program') }]);
    await eventually(() => events.length > 0);
    expect(events[0]).toContain('ENOENT');
  });
});

describe('stopping', () => {
  it('ends every process, the stubborn one by force', async () => {
    const stubborn = `process.on('SIGTERM', () => {}); console.log('deaf'); ${IDLE}`;
    await supervisor.start([spec('gateway-pharmacy', IDLE), spec('peer-pharmacy', IDLE)]);
    const notes = runs.all();
    expect(notes).toHaveLength(2);
    await supervisor.stop();
    expect(notes.filter(isAlive)).toEqual([]);
    expect(runs.all()).toEqual([]);

    const child = stranger(stubborn);
    const note = noteOf(child, startOfProcess(child.pid!)!);
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    expect(await endProcess(note, 100)).toBe('killed');
    expect(isAlive(note)).toBe(false);
  });

  it('does not start again what dies meanwhile', async () => {
    await supervisor.start([spec('peer-pharmacy', 'process.exit(1)')]);
    await eventually(() => events.length > 0);
    await supervisor.stop();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(runs.all()).toEqual([]);
  });
});

describe('a start that is given up', () => {
  it('leaves no process behind', async () => {
    const start = supervisor.start([spec('peer-pharmacy', IDLE, [0])]);
    await supervisor.stop();
    await expect(start).rejects.toThrow('has stopped');
    expect(runs.all()).toEqual([]);
  });
});

describe('a supervisor that was killed', () => {
  it('leaves processes that a later one finds and ends', async () => {
    await supervisor.start([spec('peer-pharmacy', IDLE), spec('orderer-pharmacy', IDLE)]);
    const notes = runs.all();
    expect(
      runningProcesses(runs)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['orderer-pharmacy', 'peer-pharmacy']);
    expect((await endLeftovers(new RunFolder(runs.folder))).sort()).toEqual(['orderer-pharmacy', 'peer-pharmacy']);
    expect(notes.filter(isAlive)).toEqual([]);
  });

  it('ends nobody on the word of a torn note', async () => {
    writeFileSync(join(runs.folder, 'peer-pharmacy.json'), '{"name":"peer-pharmacy","pid":1');
    expect(await endLeftovers(runs)).toEqual([]);
  });
});

describe('the claim on a network', () => {
  it('is refused while another process holds it, and taken when that is dead', () => {
    const claims = new RunFolder(join(folder, 'claim'));
    const other = stranger(IDLE);
    claims.write({ ...noteOf(other, startOfProcess(other.pid!)!), name: `supervisor-${other.pid!}` });
    expect(() => {
      claimNetwork(claims);
    }).toThrow(AlreadyRunningError);
    expect(supervisorOf(claims)?.pid).toBe(other.pid);
    claims.write({ ...noteOf(other, 'an earlier start'), name: `supervisor-${other.pid!}` });
    claimNetwork(claims);
    expect(supervisorOf(claims)?.pid).toBe(process.pid);
    releaseNetwork(claims);
    expect(supervisorOf(claims)).toBeUndefined();
  });
});

describe('a taken port', () => {
  it('is named with the process that wants it and the one that has it, and nothing is started', async () => {
    const child = stranger(
      "const s = require('net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))",
    );
    const port = await new Promise<number>((resolve) => {
      child.stdout!.once('data', (chunk: Buffer) => {
        resolve(Number(chunk.toString()));
      });
    });
    const start = supervisor.start([spec('orderer-pharmacy', IDLE), spec('peer-pharmacy', IDLE, [port])]);
    await expect(start).rejects.toThrow(PortsTakenError);
    await expect(start).rejects.toThrow(
      new RegExp(`port ${port}, which peer-pharmacy needs, is held by .+ \\(pid ${child.pid!}\\)`),
    );
    expect(runs.all()).toEqual([]);
  });

  it('is also one that is taken on all addresses', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    const { port } = server.address() as { port: number };
    const start = supervisor.start([spec('peer-pharmacy', IDLE, [port])]);
    await expect(start).rejects.toThrow(`pid ${process.pid}`);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('what a process writes', () => {
  it('is for its owner only, whatever the supervisor’s own files are', async () => {
    const mine = process.umask(0o022);
    await supervisor.start([spec('peer-pharmacy', `require('fs').writeFileSync('key', ''); ${IDLE}`)]);
    await eventually(() => existsSync(join(folder, 'key')));
    expect(statSync(join(folder, 'key')).mode & 0o077).toBe(0);
    expect(statSync(logFileOf(join(folder, 'logs'), 'peer-pharmacy')).mode & 0o077).toBe(0);
    expect(process.umask(mine)).toBe(0o022);
  });
});

describe('a log', () => {
  it('is cut at its limit while the process goes on writing to it', async () => {
    const chatter = "setInterval(() => process.stdout.write('x'.repeat(999) + '\\n'), 5)";
    await supervisor.start([spec('peer-pharmacy', chatter)]);
    const log = logFileOf(join(folder, 'logs'), 'peer-pharmacy');
    await eventually(() => statSync(log).size > 20_000);
    expect(rotateLog(log, 10_000)).toBe(true);
    expect(statSync(`${log}.1`).size).toBeGreaterThan(20_000);
    await eventually(() => statSync(log).size > 5_000);
    // Without append mode the process would write on at its old place, after a hole of zeros.
    expect(readFileSync(log, 'utf8')).toMatch(/^[x\n]+$/);
    expect(rotateLog(log, 10_000_000)).toBe(false);
  });
});
