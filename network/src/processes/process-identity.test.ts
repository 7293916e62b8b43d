import { spawn, type ChildProcess } from 'node:child_process';
import { residentBytesByFamily } from './resident-memory';
import { isSameProcess, procStat, startFromPs, startOfProcess } from './process-identity';

const children: ChildProcess[] = [];
const sleeper = (): ChildProcess => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  children.push(child);
  return child;
};
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('telling a process from a later one with the same pid', () => {
  it('knows a process by when it started', () => {
    const start = startOfProcess(process.pid)!;
    expect(isSameProcess(process.pid, start)).toBe(true);
    expect(isSameProcess(process.pid, `${start}0`)).toBe(false);
  });

  it('tells two processes apart, whatever their pids', () => {
    expect(startOfProcess(sleeper().pid!)).not.toBe(startOfProcess(process.pid));
  });

  it('knows that a process which ended is not there', async () => {
    const child = sleeper();
    const start = startOfProcess(child.pid!)!;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(isSameProcess(child.pid!, start)).toBe(false);
  });

  it('asks ps where there is no /proc', () => {
    expect(startFromPs(process.pid)).toMatch(/\d{4}$/);
    expect(startFromPs(process.pid)).toBe(startFromPs(process.pid));
    expect(startFromPs(2 ** 22 + 1)).toBeUndefined();
  });

  it('reads /proc also when the command holds spaces and parentheses', () => {
    const numbers = Array.from({ length: 49 }, (_, index) => String(index)).join(' ');
    expect(procStat(`42 (a) (b c) S ${numbers}`)).toEqual({
      state: 'S',
      parent: 0,
      startTicks: '18',
      residentPages: 20,
    });
  });
});

describe('the memory of a process', () => {
  it('includes its descendants’', async () => {
    const before = residentBytesByFamily()(process.pid);
    const own = process.memoryUsage.rss();
    const child = sleeper();
    await new Promise((resolve) => child.once('spawn', resolve));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const after = residentBytesByFamily();
    expect(after(child.pid!)).toBeGreaterThan(1024 ** 2);
    expect(after(process.pid)).toBeGreaterThanOrEqual(after(child.pid!) + own / 2);
    expect(before).toBeGreaterThan(own / 2);
  });

  it('is none for a process that is not there', () => {
    expect(residentBytesByFamily()(2 ** 22 + 1)).toBe(0);
  });
});
