/** The machine that figures were measured on: they mean nothing without it. */
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What a reader needs to compare. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly fabric: string;
  /** Processes that wanted to run in the minute before, on average. */
  readonly loadBefore: number;
}

/** Describes this machine. */
export function describeMachine(fabric: string): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    node: process.version,
    fabric,
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}
