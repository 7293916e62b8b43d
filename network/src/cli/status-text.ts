/** A network's status as a person reads it. */
import type { ChannelHeights } from '../readiness/block-heights';
import type { NetworkStatus, ProcessStatus } from './network-status';
import { table } from './table';

const MEGABYTE = 1024 * 1024;

/** The status as lines: processes, their sum, and the heights of each channel. */
export function statusLines(status: NetworkStatus): string[] {
  if (status.processes.length === 0) return [`network ${status.name}: nothing runs`];
  const total = status.processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const { supervisor, name, processes, channels } = status;
  return [
    `network ${name}, ${supervisor === undefined ? 'without a supervisor: nothing restarts what dies' : `supervised by process ${supervisor}`}`,
    '',
    ...table([['process', 'pid', 'up', 'memory', 'restarts', 'ports'], ...processes.map(processRow)]),
    '',
    `${processes.length} processes, ${megabytes(total)} in all`,
    '',
    ...channels.map(heightLine),
  ];
}

function processRow({ name, pid, uptimeMs, memoryBytes, restarts, ports }: ProcessStatus): string[] {
  return [name, String(pid), duration(uptimeMs), megabytes(memoryBytes), String(restarts), ports.join(' ')];
}

function heightLine({ channel, members, agree }: ChannelHeights): string {
  const heights = members.map(({ organisation, height }) => `${organisation} ${height ?? 'no answer'}`);
  return `${channel}: ${agree ? 'all agree' : 'DIFFER'} (${heights.join(', ')})`;
}

/** Such as `1 h 02 min`, `3 min 07 s` or `12 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}
