/** The logs of a network's processes, and their last lines. */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { logFileOf } from '../processes';
import type { NetworkPlace } from './network-place';

/** A tail never reads more than this of a log. */
const TAIL_BYTES = 256 * 1024;

/** The processes that have a log. */
export function loggedProcesses(place: NetworkPlace): string[] {
  const { logs } = place.layout;
  if (!existsSync(logs)) return [];
  return readdirSync(logs)
    .filter((file) => file.endsWith('.log'))
    .map((file) => file.slice(0, -'.log'.length))
    .sort();
}

/**
 * The last lines of a process's log.
 * @throws {Error} naming the processes that have one, when this has none.
 */
export function lastLines(place: NetworkPlace, process: string, count: number): string[] {
  if (!loggedProcesses(place).includes(process)) {
    const known = loggedProcesses(place).join(', ');
    throw new Error(`${process} has no log; ${known === '' ? 'nothing has run yet' : `there are: ${known}`}`);
  }
  const file = openSync(logFileOf(place.layout.logs, process), 'r');
  try {
    const { size } = fstatSync(file);
    const from = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - from);
    readSync(file, bytes, 0, bytes.length, from);
    return bytes.toString('utf8').trimEnd().split('\n').slice(-count);
  } finally {
    closeSync(file);
  }
}
