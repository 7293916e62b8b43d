/** How much memory a process and its descendants hold. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { procStat } from './process-identity';

/** Linux's page on the machines that Fabric is built for. */
const PAGE_BYTES = 4096;

interface Resident {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

/**
 * Resident bytes of each process together with its descendants (PostgreSQL's backends leave its group, but not its
 * family); pages that several share count in each.
 */
export function residentBytesByFamily(): (pid: number) => number {
  return byFamily(({ bytes }) => bytes);
}

/**
 * As {@link residentBytesByFamily}, but pages that several share count once among all: what they take of the machine
 * together. PostgreSQL's backends share most of what each of them shows. Where the system does not tell, resident bytes.
 */
export function ownBytesByFamily(): (pid: number) => number {
  return byFamily(({ pid, bytes }) => proportionalBytes(pid) ?? bytes);
}

function byFamily(bytesOf: (one: Resident) => number): (pid: number) => number {
  const all = process.platform === 'linux' ? fromProc() : fromPs();
  const own = new Map(all.map((one) => [one.pid, one]));
  const children = new Map<number, Resident[]>();
  for (const entry of all) children.set(entry.parent, [...(children.get(entry.parent) ?? []), entry]);
  const familyOf = (pid: number): number => {
    const one = own.get(pid);
    const first = one === undefined ? 0 : bytesOf(one);
    return (children.get(pid) ?? []).reduce((sum, child) => sum + familyOf(child.pid), first);
  };
  return familyOf;
}

/** Linux's proportional set size: a page that n processes share counts an nth in each. */
function proportionalBytes(pid: number): number | undefined {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

function fromProc(): Resident[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const { parent, residentPages } = procStat(readFileSync(`/proc/${entry}/stat`, 'utf8'));
        return [{ pid: Number(entry), parent, bytes: residentPages * PAGE_BYTES }];
      } catch {
        return []; // ended in between
      }
    });
}

function fromPs(): Resident[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
    return { pid, parent, bytes: kilobytes * 1024 };
  });
}
