/** Throws a network's state away: ledgers, certificates, databases. Nothing brings it back. */
import { existsSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { removeDatabase } from '../database';
import type { NetworkPlace } from './network-place';
import { stopNetwork } from './stop-network';

/** Asks whether to go on. */
export type Confirm = (question: string) => Promise<boolean>;

/**
 * Stops the network and removes its state, once confirmed.
 * @returns whether it was removed.
 */
export async function resetNetwork(place: NetworkPlace, confirm: Confirm): Promise<boolean> {
  const { state } = place.layout;
  if (!existsSync(state)) return true;
  const question = `Remove everything of network ${place.name} (ledgers, certificates, databases in ${state})? It cannot be undone.`;
  if (!(await confirm(question))) return false;
  await stopNetwork(place);
  removeDatabase(state);
  rmSync(state, { recursive: true, force: true });
  return true;
}

/** Asks on the terminal; only `yes` is yes, and without a terminal the answer is no. */
export const askOnTerminal: Confirm = async (question) => {
  if (!process.stdin.isTTY) {
    process.stderr.write(`${question}\nThere is no terminal to ask on: add --yes to confirm.\n`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`${question} Type yes to confirm: `)).trim() === 'yes';
  } finally {
    terminal.close();
  }
};
