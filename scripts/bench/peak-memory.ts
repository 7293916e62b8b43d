/** Watches how much memory a process of the network holds. */
import { type NetworkPlace, residentBytesByFamily, runsOf } from '@theriac/network';

const WATCH_MS = 100;

/** The most resident memory of a process, in bytes, from now until it is stopped. */
export class PeakMemory {
  readonly before: number;
  #peak: number;
  readonly #timer: NodeJS.Timeout;

  constructor(place: NetworkPlace, process: string) {
    const run = runsOf(place).read(process);
    if (run === undefined) throw new Error(`${process} does not run`);
    this.before = residentBytesByFamily()(run.pid);
    this.#peak = this.before;
    this.#timer = setInterval(() => {
      this.#peak = Math.max(this.#peak, residentBytesByFamily()(run.pid));
    }, WATCH_MS);
  }

  get peak(): number {
    return this.#peak;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
