import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withBuildLock } from './build-lock';
import { startOfProcess } from '../processes/process-identity';

let folder: string;
let stranger: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-lock-'));
});

afterEach(() => {
  stranger?.kill('SIGKILL');
  stranger = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Another process, with a ticket of its own as it would write it. */
function anotherBuilder(): { pid: number; ticket: string; end: () => Promise<void> } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  stranger = child;
  const pid = child.pid!;
  const ticket = join(folder, `${pid}_${startOfProcess(pid)}_000000000000.ticket`);
  writeFileSync(ticket, '');
  const end = async (): Promise<void> => {
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
  };
  return { pid, ticket, end };
}

describe('the build lock', () => {
  it('lets one at a time in, whoever comes when', async () => {
    let inside = 0;
    let most = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(5);
      inside -= 1;
      done += 1;
    };
    await Promise.all(Array.from({ length: 6 }, () => withBuildLock(folder, work)));

    expect({ most, done }).toEqual({ most: 1, done: 6 });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for a living builder, says which, and goes on when that one is killed', async () => {
    const other = anotherBuilder();
    const waitedFor: number[] = [];
    let entered = false;
    const build = withBuildLock(
      folder,
      () => {
        entered = true;
        return Promise.resolve();
      },
      ({ pid }) => waitedFor.push(pid),
    );
    await sleep(400);
    expect(entered).toBe(false);
    await other.end();
    await build;

    expect(waitedFor).toContain(other.pid);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is not held up by a dead process's ticket, though its id lives again", async () => {
    const recycled = join(folder, `${process.pid}_1_000000000000.ticket`);
    writeFileSync(recycled, '');

    await expect(withBuildLock(folder, () => Promise.resolve('built'))).resolves.toBe('built');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is given back when the build fails', async () => {
    await expect(withBuildLock(folder, () => Promise.reject(new Error('no proxy')))).rejects.toThrow('no proxy');
    expect(readdirSync(folder)).toEqual([]);
  });
});
