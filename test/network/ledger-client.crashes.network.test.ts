/** A gateway killed at each point of a submit: what it left is looked up, nothing is lost, nothing happens twice. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { anchorHeadSchema, type AnchorHead, headAnchoredSchema } from '@theriac/domain/anchors';
import { startTestServer, type TestServer } from '../../gateway-api/src/database/fixtures/test-database';
import { ChannelLedger, type LookUpResult, type Phase } from '../../gateway-api/src/ledger';
import type { DriverTask } from './ledger-client.driver';
import { openClient, type TestClient } from './ledger-client.fixture';
import { committedHeads } from './ledger-client.committed';

jest.setTimeout(120_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Runs the driver until it kills itself. */
async function runUntilKilled(task: DriverTask): Promise<void> {
  const hook = join(__dirname, 'ledger-client.typescript.cjs');
  const driver = join(__dirname, 'ledger-client.driver.ts');
  const child = spawn(process.execPath, ['--conditions=source', '--require', hook, driver, JSON.stringify(task)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

const aCommand = (): AnchorHead =>
  anchorHeadSchema.parse({
    log: `crash-${randomBytes(8).toString('hex')}`,
    size: 1,
    head: randomBytes(32).toString('hex'),
  });

async function crashed(killAfter: Phase): Promise<{ command: AnchorHead; url: string }> {
  const command = aCommand();
  const { url } = await server.fresh();
  await runUntilKilled({ organisation: 'pharmacy', databaseUrl: url, command, reference: 'job-1', killAfter });
  return { command, url };
}

const anchor = (client: TestClient, command: AnchorHead) =>
  new ChannelLedger(client.ledger, 'supply').submit(client.machine, 'Anchors:AnchorHead', command, headAnchoredSchema);

describe('a gateway that was killed', () => {
  const points: readonly (readonly [string, Phase, LookUpResult])[] = [
    ['after the proposal was stored', 'keep', 'never-sent'],
    ['after endorsing', 'endorse', 'never-sent'],
    ['after writing down that it submits, before submitting', 'release', 'valid'],
    ['after submitting, before the status', 'submit', 'valid'],
    ['after the status, before settling', 'commit', 'valid'],
  ];

  it.each(points)('%s recovers', async (_when, killAfter, result) => {
    const { command, url } = await crashed(killAfter);
    const client = openClient('pharmacy', url);
    const [left, ...others] = await client.ledger.recover();
    expect(others).toEqual([]);
    expect(left).toMatchObject({ result, reference: 'job-1', transaction: 'Anchors:AnchorHead', channel: 'supply' });
    expect(await client.proposals.pending()).toEqual([]);
    expect(await client.ledger.recover()).toEqual([]);

    const before = await committedHeads(client, command.log);
    expect(before.map((head) => head.transactionId)).toEqual(result === 'valid' ? [left!.transactionId] : []);
    // Who asked sends the command again: the contract answers with the first one's result, and it stands once.
    const again = await anchor(client, command);
    expect(again.event).toMatchObject({ log: command.log, size: 1, head: command.head });
    expect((await committedHeads(client, command.log)).map((head) => head.size)).toEqual([1]);
    await client.close();
  });

  it('does not guess when the look-up ends without an answer past the time window', async () => {
    const { command, url } = await crashed('release');
    const impatient = openClient('pharmacy', url, {}, { timeWindow: 0, lookUpDeadline: 1_000, lookUpSlice: 500 });
    const [left] = await impatient.ledger.recover();
    expect(left).toMatchObject({ result: 'unanswered', status: undefined });
    expect(await impatient.proposals.pending()).toHaveLength(1);
    expect(await committedHeads(impatient, command.log)).toEqual([]);
    await impatient.close();

    const patient = openClient('pharmacy', url);
    expect(await patient.ledger.recover()).toMatchObject([{ result: 'valid' }]);
    expect(await committedHeads(patient, command.log)).toHaveLength(1);
    await patient.close();
  });
});
