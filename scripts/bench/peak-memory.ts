/** Watches how much memory a process of the network holds. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NetworkPlace } from '@theriac/network';
import { z } from 'zod';

const WATCH_MS = 100;
const KILOBYTE = 1_024;
const noteSchema = z.object({ pid: z.int() });

/** The most resident memory of a process, in bytes, from now until it is stopped. */
export class PeakMemory {
  readonly before: number;
  #peak: number;
  readonly #timer: NodeJS.Timeout;

  constructor(place: NetworkPlace, process: string) {
    const note = readFileSync(join(place.layout.run, `${process}.json`), 'utf8');
    const { pid } = noteSchema.parse(JSON.parse(note));
    this.before = residentBytes(pid);
    this.#peak = this.before;
    this.#timer = setInterval(() => {
      this.#peak = Math.max(this.#peak, residentBytes(pid));
    }, WATCH_MS);
  }

  get peak(): number {
    return this.#peak;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function residentBytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) * KILOBYTE;
}
