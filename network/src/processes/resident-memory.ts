/** How much memory a process and its children hold. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { procStat } from './process-identity';

/** Linux's page on the machines that Fabric is built for. */
const PAGE_BYTES = 4096;

/** Resident bytes by process group leader; shared pages count in each process that has them. */
export function residentBytesByGroup(): Map<number, number> {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

function fromProc(): Map<number, number> {
  const sums = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const { group, residentPages } = procStat(readFileSync(`/proc/${entry}/stat`, 'utf8'));
      sums.set(group, (sums.get(group) ?? 0) + residentPages * PAGE_BYTES);
    } catch {
      // ended in between
    }
  }
  return sums;
}

function fromPs(): Map<number, number> {
  const sums = new Map<number, number>();
  for (const line of execFileSync('ps', ['-axo', 'pgid=,rss='], { encoding: 'utf8' }).trim().split('\n')) {
    const [group = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
    sums.set(group, (sums.get(group) ?? 0) + kilobytes * 1024);
  }
  return sums;
}
