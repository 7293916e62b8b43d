/** A process is killed, and the network must be whole and at work again by itself within a minute. */
import { setTimeout as pause } from 'node:timers/promises';
import { runsOf, until, waitForGateways } from '@theriac/network';
import { killAndAwaitRestart, PLACE } from '../network/native-network.fixture';
import type { Book, Counts } from './book';
import { type Death, kindOf } from './deaths';
import type { Load } from './load';

/** From the kill until acknowledged work of every kind flows again. */
const RECOVERY_MS = 60_000;
const LOOK_MS = 200;
/** How the processes of the ledger cases' contract end. */
const ADDED = '-ledger-cases';

/** How a death went, in milliseconds after it. */
export interface Recovery {
  readonly startedAgainMs: number;
  readonly readyMs: number;
  readonly atWorkMs: number;
}

/** The names of the product's processes that run; the contract that tests add to the network is none of them. */
export function killable(): string[] {
  const names = runsOf(PLACE)
    .all()
    .map(({ name }) => name);
  return names.filter((name) => kindOf(name) !== undefined && !name.endsWith(ADDED));
}

/**
 * Kills a process and waits until all is well.
 *
 * @throws Error naming the victim, the moment and what was missing
 */
export async function killAndRecover({ victim, waitMs }: Death, load: Load, book: Book): Promise<Recovery> {
  await pause(waitMs);
  load.check();
  const killedAt = Date.now();
  const took = (): number => Date.now() - killedAt;
  try {
    await killAndAwaitRestart(victim);
    const startedAgainMs = took();
    await waitForGateways(PLACE, { withinMs: RECOVERY_MS - took() });
    const readyMs = took();
    await workFlows(load, book, RECOVERY_MS - took());
    return { startedAgainMs, readyMs, atWorkMs: took() };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new Error(`${victim}, killed at ${new Date(killedAt).toISOString()}: after ${took()} ms: ${text}`, {
      cause: error,
    });
  }
}

async function workFlows(load: Load, book: Book, withinMs: number): Promise<void> {
  const before = book.counts;
  const kinds = Object.keys(before) as (keyof Counts)[];
  await until(
    'acknowledged work',
    () => {
      const now = book.counts;
      const missing = kinds.filter((kind) => now[kind] === before[kind]);
      const isOver = load.hasFailed || missing.length === 0;
      return isOver ? Promise.resolve() : Promise.reject(new Error(`no new ${missing.join(', ')}`));
    },
    { withinMs, everyMs: LOOK_MS },
  );
  load.check();
}
