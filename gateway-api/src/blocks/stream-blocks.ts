/** Blocks from a number on, without end: the peer's stream is opened again whenever it is lost, at the next block. */
import type { common } from '@hyperledger/fabric-protos';
import type { CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import type { LedgerBlock } from '../ledger/ledger.port';
import { type Clock, pauseBefore } from '../ledger/clock';
import { BlockBroken } from './block-broken';
import { decodeBlock } from './decode-block';

/** Where blocks come from. */
export interface BlockSource {
  /** Opens a stream that begins with this block, waiting for it when it does not exist yet. */
  open(startBlock: bigint): Promise<CloseableAsyncIterable<common.Block>>;
  /** Told of each stream that ended. */
  lost(error: unknown): void;
}

/** The pauses before a stream is opened again, milliseconds. */
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 1_000;

/**
 * Yields each block once, in order, until the signal aborts.
 *
 * @throws BlockBroken when a block contradicts itself or is not the next one
 */
export async function* streamBlocks(
  channel: string,
  source: BlockSource,
  from: bigint,
  signal: AbortSignal,
  clock: Clock,
): AsyncGenerator<LedgerBlock, void, undefined> {
  let next = from;
  for (let attempt = 1; !signal.aborted; attempt += 1) {
    try {
      for await (const block of openUntil(signal, () => source.open(next))) {
        const decoded = decodeBlock(channel, block);
        if (decoded.number !== next) throw new BlockBroken(channel, decoded.number, `it came in the place of ${next}`);
        next += 1n;
        attempt = 0;
        yield decoded;
      }
    } catch (error) {
      if (error instanceof BlockBroken) throw error;
      if (isAborted(signal)) return;
      source.lost(error);
    }
    await clock.sleep(pauseBefore(Math.max(attempt, 1), FIRST_PAUSE, LONGEST_PAUSE, clock), signal);
  }
}

/** A stream that ends when the signal aborts, and is closed however it is left. */
async function* openUntil<T>(
  signal: AbortSignal,
  open: () => Promise<CloseableAsyncIterable<T>>,
): AsyncGenerator<T, void, undefined> {
  const stream = await open();
  const close = (): void => {
    stream.close();
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    if (!isAborted(signal)) yield* stream;
  } finally {
    signal.removeEventListener('abort', close);
    close();
  }
}

/** A function, since the compiler takes a property that it saw once for unchanged. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
