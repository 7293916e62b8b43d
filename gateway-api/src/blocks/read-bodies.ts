/** Reads the private events of a block, those that a reader handles, before anything of the block is applied. */
import type { LedgerBlock } from '../ledger/ledger.port';
import type { PrivateBodies, PrivateEvents } from './private-events.port';

/** Questions side by side: a peer answers 500 requests at once, and callers need theirs. */
const SIDE_BY_SIDE = 16;

/**
 * The bodies of a block's private events.
 *
 * @param names of the events that are wanted
 * @throws LedgerError when one cannot be told now: then the whole block waits
 */
export async function readBodies(
  block: LedgerBlock,
  names: ReadonlySet<string>,
  events: PrivateEvents,
): Promise<PrivateBodies> {
  // Only valid transactions have events.
  const wanted = block.transactions.filter(({ event }) => event !== undefined && names.has(event.name));
  const bodies = new Map<string, Uint8Array | undefined>();
  const queue = wanted.values();
  const work = async (): Promise<void> => {
    for (const { transactionId } of queue) bodies.set(transactionId, await events.bodyOf(block.channel, transactionId));
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, wanted.length) }, work));
  return bodies;
}
