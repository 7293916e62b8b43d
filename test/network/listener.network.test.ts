/** Block listeners on real peers: from block 0, over a killed peer and a killed process, nothing missing and nothing twice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { BlockBroken, BlockListener } from '../../gateway-api/src/blocks';
import { ledgerCheckpoints } from '../../gateway-api/src/blocks/checkpoints.table';
import { startTestServer, type TestServer } from '../../gateway-api/src/database/fixtures/test-database';
import { systemClock } from '../../gateway-api/src/ledger';
import {
  anchoredHeads,
  anchoredHeadsProjection,
  prepareProjections,
  resetProjections,
} from '../../gateway-api/src/projections';
import { openClient, processNote, type TestClient } from './ledger-client.fixture';
import { allCommitted } from './ledger-client.committed';
import { CREATE_SEEN, seenProjection } from './listener.seen';

jest.setTimeout(120_000);

let server: TestServer;
let url: string;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  ({ url } = await server.fresh());
  client = openClient('pharmacy', url, {}, { reconnectPatience: 20_000 });
  await client.database.db.execute(sql.raw(CREATE_SEEN));
});
afterEach(() => client.close());

const PROJECTIONS = [anchoredHeadsProjection, seenProjection];

interface Followed {
  readonly listener: BlockListener;
  readonly stuck: unknown[];
  readonly broken: BlockBroken[];
  stop(): Promise<void>;
}

function follow(): Followed {
  const stuck: unknown[] = [];
  const broken: BlockBroken[] = [];
  const listener = new BlockListener({
    channel: 'supply',
    ledger: client.ledger,
    database: client.database.db,
    readers: PROJECTIONS,
    observer: {
      blockApplied: () => undefined,
      stuck: (_channel, error) => stuck.push(error),
      broken: (error) => broken.push(error),
    },
  });
  const running = new AbortController();
  const ended = listener.run(running.signal);
  return {
    listener,
    stuck,
    broken,
    async stop() {
      running.abort();
      await ended;
    },
  };
}

async function anchorSome(many: number): Promise<bigint> {
  const blocks = await Promise.all(
    Array.from({ length: many }, async () => {
      const command = { log: `seen-${randomBytes(8).toString('hex')}`, size: 1, head: randomBytes(32).toString('hex') };
      const { blockNumber } = await client.ledger.submit(client.machine, {
        channel: 'supply',
        transaction: 'Anchors:AnchorHead',
        args: [JSON.stringify(command)],
      });
      return blockNumber;
    }),
  );
  return blocks.reduce((highest, one) => (one > highest ? one : highest), 0n);
}

/** The rows are those of the chain: each committed head once, none twice, none missing. */
async function expectWhole(): Promise<void> {
  const committed = await allCommitted(client);
  const highest = await anchorSome(1);
  const followed = follow();
  expect(await followed.listener.reached(highest, 20_000)).toBe(true);
  await followed.stop();
  const { rows } = await client.database.db.execute(sql`select transaction_id from seen order by block_number`);
  const seen = rows.map((row) => row.transaction_id);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(committed.map(({ transactionId }) => transactionId)));
  expect(followed.broken).toEqual([]);
}

describe('a block listener', () => {
  it('reads a real chain from block 0, its hashes unbroken, and keeps up', async () => {
    await prepareProjections(client.database.db, ['supply'], PROJECTIONS);
    const followed = follow();
    const block = await anchorSome(5);
    expect(await followed.listener.reached(block, 20_000)).toBe(true);
    expect(followed.listener.state).toBe('following');
    expect(followed.stuck).toEqual([]);
    const heads = await client.database.db.select().from(anchoredHeads);
    expect(heads.filter((head) => head.log.startsWith('seen-')).length).toBeGreaterThanOrEqual(5);
    await followed.stop();
    await expectWhole();
  });

  it('goes on by itself after its peer was killed', async () => {
    await prepareProjections(client.database.db, ['supply'], PROJECTIONS);
    const followed = follow();
    await followed.listener.reached(await anchorSome(3), 20_000);
    process.kill(processNote('peer-pharmacy').pid, 'SIGKILL');
    const through = openClient('hospital', (await server.fresh()).url);
    await systemClock.sleep(500);
    const { blockNumber } = await through.ledger.submit(through.machine, {
      channel: 'supply',
      transaction: 'Anchors:AnchorHead',
      args: [JSON.stringify({ log: `away-${randomBytes(8).toString('hex')}`, size: 1, head: '1'.repeat(64) })],
    });
    expect(await followed.listener.reached(blockNumber, 30_000)).toBe(true);
    await followed.stop();
    await through.close();
    await expectWhole();
  });

  it('has nothing missing and nothing twice after its process was killed again and again', async () => {
    await prepareProjections(client.database.db, ['supply'], PROJECTIONS);
    await anchorSome(10);
    for (const milliseconds of [0, 20, 60, 150]) {
      const child = startDriver(url);
      await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')]);
      await systemClock.sleep(milliseconds);
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await anchorSome(3);
    }
    const [checkpoint] = await client.database.db.select().from(ledgerCheckpoints);
    expect(checkpoint!.nextBlock).toBeGreaterThan(0n);
    await expectWhole();
  });

  it('is rebuilt from block 0 while it runs, to the same rows', async () => {
    await prepareProjections(client.database.db, ['supply'], PROJECTIONS);
    const followed = follow();
    await followed.listener.reached(await anchorSome(3), 20_000);
    const before = await client.database.db.select().from(anchoredHeads).orderBy(anchoredHeads.log);
    await resetProjections(client.database.db, ['supply'], PROJECTIONS);
    await followed.listener.reached(await anchorSome(1), 20_000);
    const after = await client.database.db.select().from(anchoredHeads).orderBy(anchoredHeads.log);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(before.length + 1);
    await followed.stop();
    await expectWhole();
  });
});

/** A process that listens until it is killed, and says so on its output once it runs. */
function startDriver(databaseUrl: string): ChildProcess {
  const hook = join(__dirname, 'ledger-client.typescript.cjs');
  return spawn(
    process.execPath,
    ['--conditions=source', '--require', hook, join(__dirname, 'listener.driver.ts'), databaseUrl],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}
