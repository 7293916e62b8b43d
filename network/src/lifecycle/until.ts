/** Tries again until something works: nodes that have just started need a moment. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Something did not come about in time; the cause is the last failure. */
export class NotInTimeError extends Error {
  constructor(what: string, withinMs: number, cause: unknown) {
    super(`${what}: not within ${withinMs / 1000} s: ${failureText(cause)}`, { cause });
    this.name = 'NotInTimeError';
  }
}

/** How often and how long to try. */
export interface Patience {
  readonly withinMs: number;
  readonly everyMs?: number;
  /** Ends the trying early, as when the start is interrupted. */
  readonly signal?: AbortSignal;
}

/**
 * The result of the first attempt that does not throw.
 * @throws {NotInTimeError} with the last failure.
 */
export async function until<T>(what: string, attempt: () => Promise<T>, patience: Patience): Promise<T> {
  const deadline = Date.now() + patience.withinMs;
  for (;;) {
    patience.signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw new NotInTimeError(what, patience.withinMs, error);
    }
    await sleep(patience.everyMs ?? 100);
  }
}

/** The message of a failure with what endorsers said, which fabric-gateway keeps apart. */
export function failureText(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const { details } = failure as { details?: unknown };
  const said = Array.isArray(details)
    ? details.map((detail: { mspId?: string; message?: string }) => `${detail.mspId ?? ''}: ${detail.message ?? ''}`)
    : [];
  return [failure.message, ...said].join('; ');
}
