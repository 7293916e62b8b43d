/** What runs of a network, how much it takes, and whether its ledgers agree; asked from any process. */
import { ownBytesByFamily, runningProcesses, stopOrder, supervisorOf } from '../processes';
import { blockHeights, type ChannelHeights } from '../readiness/block-heights';
import { claimsOf, runsOf, type NetworkPlace } from './network-place';

/** A process that runs. */
export interface ProcessStatus {
  readonly name: string;
  readonly pid: number;
  readonly ports: readonly number[];
  readonly uptimeMs: number;
  /** With its descendants'; what several processes share counts once among them. */
  readonly memoryBytes: number;
  /** How often in a row it was started again after dying. */
  readonly restarts: number;
}

/** A network at a moment. */
export interface NetworkStatus {
  readonly name: string;
  /** The process that supervises it; absent when that was killed, or nothing runs. */
  readonly supervisor: number | undefined;
  readonly processes: readonly ProcessStatus[];
  /** Empty when nothing runs. */
  readonly channels: readonly ChannelHeights[];
}

/** Looks at processes by their notes and asks every peer for its heights. */
export async function statusOf(place: NetworkPlace): Promise<NetworkStatus> {
  const ownBytesOf = ownBytesByFamily();
  const now = Date.now();
  const processes = stopOrder(runningProcesses(runsOf(place)))
    .flat()
    .map(({ name, pid, ports, startedAt, restarts }) => ({
      name,
      pid,
      ports,
      restarts,
      uptimeMs: now - Date.parse(startedAt),
      memoryBytes: ownBytesOf(pid),
    }));
  return {
    name: place.name,
    supervisor: supervisorOf(claimsOf(place))?.pid,
    processes,
    channels: processes.length === 0 ? [] : await blockHeights(place),
  };
}
