/** Which processes die, in which order and when: decided by the seed and the names alone. */
import { drawsOf } from './seeded';

/** Every kind of process that a network has. */
export const KINDS = ['peer', 'orderer', 'chaincode', 'gateway', 'enrolment', 'issuer', 'database', 'ca'] as const;

/** A kind of process. */
export type Kind = (typeof KINDS)[number];

/** So many deaths hold every kind once. */
export const ROUND = KINDS.length;

/** The longest wait before a death: every phase of the work of a second or two is met sooner or later. */
const LONGEST_WAIT_MS = 1_500;

/** One process is to die. */
export interface Death {
  readonly victim: string;
  /** After the network was whole again, in milliseconds. */
  readonly waitMs: number;
}

/** The kind of a process by its name, such as `peer-pharmacy`. */
export function kindOf(process: string): Kind | undefined {
  return KINDS.find((kind) => process === kind || process.startsWith(`${kind}-`));
}

/**
 * Draws deaths: in each round every kind once.
 *
 * @throws Error when a kind has no process
 */
export function drawDeaths(seed: number, count: number, processes: readonly string[]): Death[] {
  const draws = drawsOf(seed);
  const candidates = [...processes].sort();
  const deathOf = (kind: Kind): Death => ({
    victim: draws.oneOf(candidates.filter((process) => kindOf(process) === kind)),
    waitMs: draws.below(LONGEST_WAIT_MS),
  });
  const deaths: Death[] = [];
  while (deaths.length < count) {
    deaths.push(...draws.shuffled([...KINDS]).map(deathOf));
  }
  return deaths.slice(0, count);
}
