/** The ledger client against real peers: submits, refusals, conflicts, and a peer that dies and comes back. */
import { randomBytes } from 'node:crypto';
import { anchorHeadSchema, headAnchoredSchema, headSchema, packageDescriptionSchema } from '@theriac/domain/anchors';
import { LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../gateway-api/src/database/fixtures/test-database';
import { ChannelLedger, OutcomeUnknown, type Phase, type RetryReason, systemClock } from '../../gateway-api/src/ledger';
import { allCommitted, committedHeads } from './ledger-client.committed';
import { openClient, processNote, type TestClient } from './ledger-client.fixture';

jest.setTimeout(120_000);

let server: TestServer;
let client: TestClient;
let supply: ChannelLedger;
const phases: Phase[] = [];
const retries: RetryReason[] = [];

beforeAll(async () => {
  server = await startTestServer();
  client = openClient('pharmacy', (await server.fresh()).url, {
    phaseEnded: (phase) => phases.push(phase),
    triedAgain: (reason) => retries.push(reason),
  });
  supply = new ChannelLedger(client.ledger, 'supply');
});
afterAll(async () => {
  await client.close();
  await server.stop();
});
beforeEach(() => {
  phases.length = 0;
  retries.length = 0;
});

const aLog = (): string => `log-${randomBytes(8).toString('hex')}`;
const aHead = (log: string, size: number) =>
  anchorHeadSchema.parse({ log, size, head: randomBytes(32).toString('hex') });
const anchor = (log: string, size: number) =>
  supply.submit(client.machine, 'Anchors:AnchorHead', aHead(log, size), headAnchoredSchema);

describe('the ledger client', () => {
  it('reads through a contract without argument', async () => {
    const { packageId } = await supply.evaluate(
      client.machine,
      'Anchors:DescribePackage',
      undefined,
      packageDescriptionSchema,
    );
    expect(packageId).toMatch(/:[0-9a-f]{64}$/);
    await expect(supply.evaluate(client.machine, 'Anchors:Ping', undefined, z.undefined())).resolves.toBeUndefined();
  });

  it('changes the ledger, phase by phase, and forgets the proposal', async () => {
    const log = aLog();
    const committed = await anchor(log, 1);
    expect(committed.event).toMatchObject({ type: 'HeadAnchored', organisation: 'pharmacy', log, size: 1 });
    expect(phases).toEqual(['keep', 'endorse', 'release', 'submit', 'commit']);
    expect(await client.proposals.pending()).toEqual([]);
    const read = await supply.evaluate(
      client.machine,
      'Anchors:ReadHead',
      { organisation: 'pharmacy', log },
      headSchema,
    );
    expect(read.size).toBe(1);
  });

  it('hands on a contract’s refusal by its code, from evaluate and from submit', async () => {
    const log = aLog();
    await expect(
      supply.evaluate(client.machine, 'Anchors:ReadHead', { organisation: 'pharmacy', log }, headSchema),
    ).rejects.toMatchObject({ code: 'HEAD_NOT_FOUND' });
    await anchor(log, 5);
    await expect(anchor(log, 4)).rejects.toMatchObject({ code: 'HEAD_NOT_GROWING' });
    await expect(
      supply.submit(client.people.get('pharmacist')!, 'Anchors:AnchorHead', aHead(log, 6), headAnchoredSchema),
    ).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await client.proposals.pending()).toEqual([]);
  });

  it('acknowledges each of those who change one key at once, exactly once', async () => {
    const log = aLog();
    await anchor(log, 1);
    const WORKERS = 10;
    // Each adds one to what it reads, as often as it takes until it is acknowledged.
    const grow = async (): Promise<string> => {
      for (;;) {
        const { size } = await supply.evaluate(
          client.machine,
          'Anchors:ReadHead',
          { organisation: 'pharmacy', log },
          headSchema,
        );
        const done = await anchor(log, size + 1).catch(unlessRefused('HEAD_NOT_GROWING', 'LEDGER_CONFLICT'));
        if (done !== undefined) return done.transactionId;
      }
    };
    const acknowledged = await Promise.all(Array.from({ length: WORKERS }, grow));
    expect(retries).toContain('mvcc-conflict');
    const committed = await committedHeads(client, log);
    expect(committed.map(({ size }) => size)).toEqual(Array.from({ length: WORKERS + 1 }, (_, index) => index + 1));
    expect(new Set(committed.slice(1).map(({ transactionId }) => transactionId))).toEqual(new Set(acknowledged));
  });

  it('connects again by itself when its peer was killed, and loses nothing that it acknowledged', async () => {
    const logs: string[] = [];
    const unknown: string[] = [];
    let refusals = 0;
    const underLoad = new AbortController();
    const load = async (): Promise<void> => {
      while (!underLoad.signal.aborted) {
        const log = aLog();
        try {
          await anchor(log, 1);
          logs.push(log);
        } catch (error) {
          if (error instanceof OutcomeUnknown) unknown.push(error.transactionId);
          else if (error instanceof LedgerError && error.row.retryable) refusals += 1;
          else throw error;
        }
      }
    };
    const workers = [1, 2, 3, 4].map(load);
    while (logs.length < 8) await systemClock.sleep(100);
    process.kill(processNote('peer-pharmacy').pid, 'SIGKILL');
    await systemClock.sleep(1_000);
    const acknowledgedDuring = logs.length;
    while (logs.length < acknowledgedDuring + 8) await systemClock.sleep(100);
    underLoad.abort();
    await Promise.all(workers);

    const committed = await allCommitted(client);
    for (const log of logs) expect(committed.filter((one) => one.log === log)).toHaveLength(1);
    // Who was told "unknown" can find out.
    const found = new Map((await client.ledger.recover()).map((one) => [one.transactionId, one.result]));
    for (const id of unknown) expect(found.get(id)).toMatch(/^(valid|invalid)$/);
    process.stdout.write(
      `peer killed: ${logs.length} acknowledged, ${unknown.length} unknown, ${refusals} told to retry\n`,
    );
  });

  it('looks up what orderers without a quorum took, and says so while it cannot know', async () => {
    const { url } = await server.fresh();
    const impatient = openClient(
      'pharmacy',
      url,
      {},
      { submitDeadline: 2_000, commitDeadline: 1_000, lookUpDeadline: 2_000, lookUpSlice: 500 },
    );
    const frozen = ['orderer-manufacturer', 'orderer-hospital'].map((name) => processNote(name).pid);
    const log = aLog();
    try {
      for (const pid of frozen) process.kill(pid, 'SIGSTOP');
      const told: unknown = await impatient.ledger
        .submit(client.machine, {
          channel: 'supply',
          transaction: 'Anchors:AnchorHead',
          args: [JSON.stringify(aHead(log, 1))],
        })
        .catch((error: unknown) => error);
      expect(told).toBeInstanceOf(OutcomeUnknown);
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
    }
    expect(await impatient.proposals.pending()).toHaveLength(1);
    const patient = openClient('pharmacy', url);
    const [left] = await patient.ledger.recover();
    await patient.close();
    expect(left).toMatchObject({ result: 'valid' });
    expect(await committedHeads(client, log)).toHaveLength(1);
    await impatient.close();
  });
});

/** Turns these refusals into undefined, since the worker tries again. */
function unlessRefused(...codes: readonly string[]): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof LedgerError && codes.includes(error.code)) return undefined;
    throw error;
  };
}
