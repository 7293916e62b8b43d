/** The stream of blocks over a source that breaks off: every block once, in order. */
import type { common } from '@hyperledger/fabric-protos';
import type { CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import { FakeClock } from '../ledger/fixtures/fake-wire';
import { makeChain } from './fixtures/make-block';
import { type BlockSource, streamBlocks } from './stream-blocks';

const CHAIN = makeChain([{ id: 'a' }], [{ id: 'b' }], [{ id: 'c' }], [{ id: 'd' }]);

/** Serves the chain, breaking off after the given numbers of blocks; after these it waits for blocks for ever. */
class BreakingSource implements BlockSource {
  readonly opened: bigint[] = [];
  readonly lostTo: unknown[] = [];
  closed = 0;

  constructor(private readonly breaks: number[]) {}

  open(startBlock: bigint): Promise<CloseableAsyncIterable<common.Block>> {
    this.opened.push(startBlock);
    const many = this.breaks.shift();
    if (many === -1) return Promise.reject(new Error('the peer is down'));
    let end: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (end = resolve));
    const close = (): void => {
      this.closed += 1;
      end();
    };
    async function* blocks(): AsyncGenerator<common.Block> {
      for (const block of CHAIN.slice(Number(startBlock), many === undefined ? undefined : Number(startBlock) + many))
        yield block;
      if (many !== undefined) throw new Error('the peer died');
      await closed;
      throw new Error('cancelled');
    }
    const iterator = blocks();
    return Promise.resolve({ [Symbol.asyncIterator]: () => iterator, close, [Symbol.dispose]: close });
  }

  lost(error: unknown): void {
    this.lostTo.push(error);
  }
}

async function read(source: BreakingSource, from = 0n): Promise<bigint[]> {
  const reading = new AbortController();
  const numbers: bigint[] = [];
  for await (const block of streamBlocks('supply', source, from, reading.signal, new FakeClock())) {
    numbers.push(block.number);
    if (block.number === 3n) reading.abort();
  }
  return numbers;
}

describe('the stream of blocks', () => {
  it('goes on at the next block whenever its source breaks off', async () => {
    const source = new BreakingSource([2, 0, -1, 1]);
    expect(await read(source)).toEqual([0n, 1n, 2n, 3n]);
    expect(source.opened).toEqual([0n, 2n, 2n, 2n, 3n]);
    expect(source.lostTo).toHaveLength(4);
  });

  it('begins where it is told, ends when it is told, and closes what it opened', async () => {
    const source = new BreakingSource([]);
    expect(await read(source, 2n)).toEqual([2n, 3n]);
    expect(source.closed).toBeGreaterThan(0);
    expect(source.lostTo).toEqual([]);
  });

  it('ends, too, while it waits for a block', async () => {
    const source = new BreakingSource([]);
    const numbers: bigint[] = [];
    for await (const block of streamBlocks('supply', source, 3n, AbortSignal.timeout(30), new FakeClock()))
      numbers.push(block.number);
    expect(numbers).toEqual([3n]);
  });

  it('is an alarm when the source gives another block than the next', async () => {
    const source = new BreakingSource([]);
    const [, second] = CHAIN;
    async function* wrong(): AsyncGenerator<common.Block> {
      yield await Promise.resolve(second!);
    }
    source.open = () => {
      const iterator = wrong();
      return Promise.resolve({
        [Symbol.asyncIterator]: () => iterator,
        close: () => undefined,
        [Symbol.dispose]: () => undefined,
      });
    };
    await expect(read(source)).rejects.toThrow('block 1 of supply: it came in the place of 0');
  });
});
