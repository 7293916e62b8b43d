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
  const all = process.platform === 'linux' ? fromProc() : fromPs();
  const own = new Map(all.map(({ pid, bytes }) => [pid, bytes]));
  const children = new Map<number, Resident[]>();
  for (const entry of all) children.set(entry.parent, [...(children.get(entry.parent) ?? []), entry]);
  const familyOf = (pid: number): number =>
    (children.get(pid) ?? []).reduce((sum, child) => sum + familyOf(child.pid), own.get(pid) ?? 0);
  return familyOf;
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
