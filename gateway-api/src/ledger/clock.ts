/** Time and chance as a port, so that patience is tested without waiting. */
import { setTimeout as pause } from 'node:timers/promises';

/** What the ledger client and the listeners need of time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves early, without error, when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await pause(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  },
  random: () => Math.random(),
};

/**
 * The pause before another attempt: doubling from `first` to `longest`, drawn from its upper half,
 * so that those who collided do not meet again.
 *
 * @param attempt 1 for the first pause
 */
export function pauseBefore(attempt: number, first: number, longest: number, clock: Clock): number {
  const whole = Math.min(longest, first * 2 ** Math.min(attempt - 1, 30));
  return Math.round(whole / 2 + (clock.random() * whole) / 2);
}
