/** A listener on a real database and a chain in memory: each block once with its checkpoint, alarms, and takeovers. */
import { LedgerError } from '@theriac/domain/ledger';
import { sql } from 'drizzle-orm';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import type { LedgerBlock } from '../ledger/ledger.port';
import { prepareProjections } from '../projections/rebuild';
import type { BlockBroken } from './block-broken';
import { BlockListener, type BlockReader } from './block-listener';
import { readCheckpoint } from './checkpoints';
import { decodeBlock } from './decode-block';
import { makeBlock, makeChain } from './fixtures/make-block';
import type { PrivateEvents } from './private-events.port';

jest.setTimeout(30_000);

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  database = await server.fresh();
  await prepareProjections(database.db, ['supply'], []);
  await database.db.transaction(async (work) => {
    // The throwaway server is fast and forgetful: this commit, and with it all before, is to outlive its crash.
    await work.execute(sql`set local synchronous_commit = on`);
    await work.execute(sql`create table seen (number bigint not null)`);
  });
});

const chainOf = (length: number): LedgerBlock[] =>
  makeChain(...Array.from({ length }, (_, index) => [{ id: `tx${index}` }])).map((block) =>
    decodeBlock('supply', block),
  );

/** Gives the chain from the asked block on, and then waits. */
function serving(chain: readonly LedgerBlock[]) {
  return {
    async *blocks(_channel: string, from: bigint, signal: AbortSignal): AsyncGenerator<LedgerBlock> {
      for (const block of chain) if (block.number >= from && !signal.aborted) yield block;
      if (!signal.aborted)
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
    },
  };
}

/** Has no key: a block applied twice would show. */
const seen: BlockReader = {
  name: 'seen',
  apply: async ({ number }, work) => {
    await work.execute(sql`insert into seen values (${number})`);
  },
};

function listen(chain: readonly LedgerBlock[], readers: readonly BlockReader[] = [seen], bodies?: PrivateEvents) {
  const stuck: unknown[] = [];
  const broken: BlockBroken[] = [];
  const applied: bigint[] = [];
  const listener = new BlockListener({
    channel: 'supply',
    ledger: serving(chain),
    database: database.db,
    readers,
    ...(bodies && { privateEvents: bodies }),
    observer: {
      blockApplied: ({ number }) => applied.push(number),
      stuck: (_channel, error) => stuck.push(error),
      broken: (error) => broken.push(error),
    },
  });
  const running = new AbortController();
  const ended = listener.run(running.signal);
  const stop = async (): Promise<void> => {
    running.abort();
    await ended;
  };
  return { listener, stuck, broken, applied, ended, stop };
}

async function rows(): Promise<number[]> {
  const found = await database.db.execute(sql`select number::int as number from seen order by number`);
  return found.rows.map((row) => Number(row.number));
}

describe('a block listener', () => {
  it('applies each block once, and goes on after the last one', async () => {
    const chain = chainOf(6);
    const first = listen(chain.slice(0, 4));
    expect(await first.listener.reached(3n, 5_000)).toBe(true);
    await first.stop();
    const second = listen(chain);
    expect(await second.listener.reached(5n, 5_000)).toBe(true);
    await second.stop();
    expect(second.applied).toEqual([4n, 5n]);
    expect(await rows()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('writes nothing of a block that a reader cannot take, says so, and tries it again', async () => {
    let failures = 2;
    const failing: BlockReader = {
      name: 'failing',
      apply: ({ number }) =>
        number === 1n && failures-- > 0 ? Promise.reject(new Error('not now')) : Promise.resolve(),
    };
    const { listener, stuck, stop } = listen(chainOf(3), [seen, failing]);
    const isTold = async (): Promise<void> => {
      while (stuck.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await isTold();
    expect(await rows()).toEqual([0]);
    expect((await readCheckpoint(database.db, 'supply')).nextBlock).toBe(1n);
    expect(listener.state).toBe('stuck');
    expect(await listener.reached(2n, 10_000)).toBe(true);
    expect(listener.state).toBe('following');
    expect(stuck).toHaveLength(2);
    expect(await rows()).toEqual([0, 1, 2]);
    await stop();
  });

  it('stops with an alarm at a block that does not follow the one before', async () => {
    const [first, second] = chainOf(2);
    const forged = decodeBlock('supply', makeBlock(2, [{ id: 'forged' }], Buffer.alloc(32, 7)));
    const { listener, broken, ended } = listen([first!, second!, forged]);
    await ended;
    expect(listener.state).toBe('broken');
    expect(broken.map((error) => error.message)).toEqual([
      'block 2 of supply: it does not follow the block that was read before it',
    ]);
    expect(await rows()).toEqual([0, 1]);
  });

  it('stops with an alarm when the peer’s chain is another than before the restart', async () => {
    const before = listen(chainOf(2));
    await before.listener.reached(1n, 5_000);
    await before.stop();
    const other = makeChain([{ id: 'other' }], [{ id: 'tx1' }], [{ id: 'tx2' }]).map((block) =>
      decodeBlock('supply', block),
    );
    const after = listen(other);
    await after.ended;
    expect(after.listener.state).toBe('broken');
    expect(await rows()).toEqual([0, 1]);
  });

  it('shares a database with another one, each block applied by one of them', async () => {
    const chain = chainOf(40);
    const pair = [listen(chain), listen(chain)];
    const reached = await Promise.all(pair.map(({ listener }) => listener.reached(39n, 20_000)));
    expect(reached).toEqual([true, true]);
    await Promise.all(pair.map(({ stop }) => stop()));
    expect(await rows()).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(pair.flatMap(({ stuck, broken }) => [...stuck, ...broken])).toEqual([]);
  });

  it('has nothing missing and nothing twice after the database crashed', async () => {
    const { listener, stop } = listen(chainOf(60));
    await listener.reached(10n, 10_000);
    await server.server.crash();
    expect(await listener.reached(59n, 20_000)).toBe(true);
    await stop();
    expect(await rows()).toEqual(Array.from({ length: 60 }, (_, index) => index));
  });

  describe('of private events', () => {
    const event = (name: string) => ({ name, payload: '{}' });
    const chain = makeChain(
      [
        { id: 'a', event: event('NoteTaken') },
        { id: 'b', event: event('Other') },
        { id: 'c', event: event('NoteTaken'), code: 11 },
        { id: 'd' },
      ],
      [{ id: 'e', event: event('NoteTaken') }],
    ).map((block) => decodeBlock('supply', block));
    const told: string[] = [];
    const reading: BlockReader = {
      name: 'reading',
      privateEvents: new Set(['NoteTaken']),
      apply: (_block, _work, bodies) => {
        for (const [id, body] of bodies ?? []) told.push(`${id}: ${body && Buffer.from(body).toString()}`);
        return Promise.resolve();
      },
    };
    beforeEach(() => {
      told.length = 0;
    });

    it('gives a reader the bodies of those that it handles, also that one was erased', async () => {
      const bodies: PrivateEvents = {
        bodyOf: (channel, id) => Promise.resolve(id === 'e' ? undefined : Buffer.from(`${channel} ${id}`)),
      };
      const { listener, stop } = listen(chain, [seen, reading], bodies);
      expect(await listener.reached(1n, 5_000)).toBe(true);
      await stop();
      expect(told).toEqual(['a: supply a', 'e: undefined']);
    });

    it('waits with the block until the peer has received them, with nothing of it written', async () => {
      let tries = 0;
      const bodies: PrivateEvents = {
        bodyOf: async (_channel, id) => {
          if (id !== 'e' || (tries += 1) > 1) return Buffer.from(id);
          expect(await rows()).toEqual([0]);
          throw new LedgerError('PRIVATE_DATA_PENDING', 'not yet');
        },
      };
      const { listener, stuck, stop } = listen(chain, [seen, reading], bodies);
      expect(await listener.reached(1n, 10_000)).toBe(true);
      await stop();
      expect(stuck).toMatchObject([{ code: 'PRIVATE_DATA_PENDING' }]);
      expect(told).toEqual(['a: a', 'e: e']);
      expect(await rows()).toEqual([0, 1]);
    });

    it('does not begin without anybody who finds them', () => {
      expect(() => listen(chain, [reading])).toThrow('supply is read for private events, and nobody finds them');
    });
  });

  it('says when a block did not come in time', async () => {
    const { listener, stop } = listen(chainOf(1));
    expect(await listener.reached(7n, 50)).toBe(false);
    await stop();
  });
});
