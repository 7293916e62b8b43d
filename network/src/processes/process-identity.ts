/** Tells one process from a later one with the same pid: a pid alone may be somebody else's by now. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When the process with this pid started, in a form that only compares for equality; undefined when there is none.
 * On Linux the kernel's clock ticks together with the boot's id, elsewhere what `ps` says to the second.
 */
export function startOfProcess(pid: number): string | undefined {
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

/** Whether exactly the process that was recorded still runs. */
export function isSameProcess(pid: number, start: string): boolean {
  return startOfProcess(pid) === start;
}

/** For systems without /proc; exported for its test. */
export function startFromPs(pid: number): string | undefined {
  try {
    const [state = '', ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    })
      .trim()
      .split(/\s+/);
    return state === '' || state.startsWith('Z') ? undefined : start.join(' ');
  } catch {
    return undefined;
  }
}

function startFromProc(pid: number): string | undefined {
  try {
    const stat = procStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return stat.state === 'Z' || stat.state === 'X' ? undefined : `${bootId()}:${stat.startTicks}`;
  } catch {
    return undefined;
  }
}

/** The fields of /proc/PID/stat that matter here; the command in parentheses may itself hold spaces and parentheses. */
export function procStat(text: string): { state: string; parent: number; startTicks: string; residentPages: number } {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    state: fields[0] ?? '',
    parent: Number(fields[1]),
    startTicks: fields[19] ?? '',
    residentPages: Number(fields[21]),
  };
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
