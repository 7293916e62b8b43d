/** The running native network: ready on every channel, one code everywhere, and whole again after any process dies. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import {
  doorsOf,
  failureText,
  openPeerSession,
  ping,
  portsIn,
  statusOf,
  until,
  type PeerSession,
} from '@theriac/network';
import {
  aLog,
  anchorHead,
  anchorHeadOnce,
  killAndAwaitRestart,
  leaderOf,
  ledgersAgree,
  orderersLevel,
  PLACE,
  sizeOfHead,
} from './native-network.fixture';

const SIX_GIGABYTES = 6 * 1024 ** 3;
jest.setTimeout(120_000);

const sessions = new Map<string, PeerSession>();
const sessionOf = (organisation: string): PeerSession => {
  const open = sessions.get(organisation) ?? openPeerSession(PLACE, organisation, 'gateway');
  sessions.set(organisation, open);
  return open;
};
afterAll(() => {
  for (const session of sessions.values()) session.close();
});

const doors = doorsOf(PLACE);
const allDoorsOpen = async (): Promise<void> => {
  await Promise.all(doors.map(({ organisation, channel }) => ping(sessionOf(organisation), channel)));
};

describe('a started network', () => {
  it('endorses a no-op through each member’s gateway on each of its channels', async () => {
    expect(doors).toHaveLength(16);
    await until('every door open', allDoorsOpen, { withinMs: 30_000, everyMs: 250 });
  });

  it('runs the same package at every member of every channel', async () => {
    const packages = await Promise.all(
      doors.map(async ({ organisation, channel }) => {
        const session = sessionOf(organisation);
        const contract = session.gateway.getNetwork(channel).getContract(channel);
        const answer = await contract.evaluate('Anchors:DescribePackage', { endorsingOrganizations: [session.mspId] });
        return Buffer.from(answer).toString();
      }),
    );
    expect(new Set(packages).size).toBe(1);
    expect(packages[0]).toMatch(/"theriac:[0-9a-f]{64}"/);
  });

  it('lets nobody speak to a peer without a certificate of a member', async () => {
    const root = readFileSync(PLACE.layout.tlsRoot('pharmacy'));
    const client = new Client(`localhost:${portsIn(PLACE, 'pharmacy').peer}`, credentials.createSsl(root));
    const refused = await new Promise<unknown>((resolve) => {
      client.waitForReady(Date.now() + 3_000, (error) => {
        if (error !== undefined) resolve(error);
        else
          client.makeUnaryRequest(
            '/gateway.Gateway/Evaluate',
            (bytes: Buffer) => bytes,
            (bytes: Buffer) => bytes,
            Buffer.alloc(0),
            (failure) => {
              resolve(failure);
            },
          );
      });
    });
    client.close();
    expect(failureText(refused)).toMatch(/UNAVAILABLE|deadline|Failed to connect/i);
  });

  it('fits into six gigabytes, and its ledgers agree', async () => {
    const status = await statusOf(PLACE);
    expect(status.supervisor).toBeDefined();
    expect(status.processes.length).toBeGreaterThanOrEqual(26);
    expect(status.processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)).toBeLessThan(SIX_GIGABYTES);
    await ledgersAgree();
  });
});

describe('when a process is killed', () => {
  it('another orderer leads: submits go on within 5 s of the leader’s death, and none acknowledged is lost', async () => {
    const session = sessionOf('distributor'); // the only member of supply without an orderer
    const log = aLog();
    // A first block tells the metrics who leads.
    await anchorHead(session, 'supply', log, 1);
    await orderersLevel('supply');
    const leader = await until('a leader', () => leaderOf('supply'), { withinMs: 10_000 });
    const restarted = killAndAwaitRestart(`orderer-${leader}`);
    // More than one: a leader that comes back in time orders what waits for it, and is deposed at the next submit.
    const stalls: number[] = [];
    for (const size of [2, 3, 4, 5, 6]) {
      const began = Date.now();
      // A transaction that the dead leader swallowed is made anew, as a gateway would.
      await until('a submit after the leader’s death', () => anchorHeadOnce(session, 'supply', log, size), {
        withinMs: 20_000,
      });
      stalls.push(Date.now() - began);
      await setTimeout(1_000);
    }
    expect(await sizeOfHead(session, 'supply', log)).toBe(6);
    await restarted;
    await ledgersAgree();
    expect(Math.max(...stalls)).toBeLessThan(5_000);
  });

  it.each(['peer-pharmacy', 'chaincode-manufacturer', 'orderer-regulator', 'ca-clinic'])(
    '%s is started again, and every door opens',
    async (name) => {
      const log = aLog();
      await anchorHead(sessionOf('hospital'), 'supply', log, 1);
      await killAndAwaitRestart(name);
      await until('every door open', allDoorsOpen, { withinMs: 30_000, everyMs: 250 });
      await until('a submit', () => anchorHeadOnce(sessionOf('pharmacy'), 'supply', log, 1), { withinMs: 20_000 });
      expect(await sizeOfHead(sessionOf('hospital'), 'supply', log)).toBe(1);
      await ledgersAgree();
    },
  );
});
