/** What tests of the native network do to it: look, kill, submit heads. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { basename, join } from 'node:path';
import {
  blockHeights,
  loadTopology,
  networkPlace,
  portsIn,
  runsOf,
  signalProcess,
  until,
  type NetworkPlace,
  type PeerSession,
  type RunFile,
} from '@theriac/network';

const CHECKOUT = join(__dirname, '..', '..');

const STATE = process.env.THERIAC_NETWORK ?? join(CHECKOUT, '.theriac', 'test');

/** The network that the test run started; its state folder bears its name. */
export const PLACE: NetworkPlace = networkPlace(loadTopology(), basename(STATE), CHECKOUT, STATE);

/** The note of a running process. */
export function noteOf(name: string, place = PLACE): RunFile {
  const note = runsOf(place).read(name);
  if (note === undefined) throw new Error(`${name} does not run`);
  return note;
}

/** Kills a process as a crash would, and waits until its supervisor has started it again. */
export async function killAndAwaitRestart(name: string): Promise<RunFile> {
  const before = noteOf(name);
  if (!signalProcess(before, 'SIGKILL')) throw new Error(`${name} was not there to kill`);
  return until(
    `${name} started again`,
    () => {
      const after = noteOf(name);
      return after.pid === before.pid ? Promise.reject(new Error('not yet')) : Promise.resolve(after);
    },
    { withinMs: 20_000 },
  );
}

/**
 * Waits until every channel's members stand at one height with one newest block: heights are read one after the other
 * while blocks may still arrive.
 */
export async function ledgersAgree(): Promise<void> {
  await until(
    'ledgers agree',
    async () => {
      const apart = (await blockHeights(PLACE)).filter(({ agree }) => !agree);
      if (apart.length > 0) throw new Error(JSON.stringify(apart));
    },
    { withinMs: 30_000, everyMs: 250 },
  );
}

/** A log that nothing else writes to. */
export function aLog(): string {
  return `log-${randomBytes(8).toString('hex')}`;
}

/** Anchors a head of the session's organisation, waiting for its commit. */
export async function anchorHead(session: PeerSession, channel: string, log: string, size: number): Promise<void> {
  const command = JSON.stringify({ log, size, head: randomBytes(32).toString('hex') });
  await session.gateway.getNetwork(channel).getContract(channel).submitTransaction('Anchors:AnchorHead', command);
}

/** As {@link anchorHead}, to be tried again: an attempt that broke off may have committed all the same. */
export async function anchorHeadOnce(session: PeerSession, channel: string, log: string, size: number): Promise<void> {
  const standing = await sizeOfHead(session, channel, log).catch(() => 0);
  if (standing < size) await anchorHead(session, channel, log, size);
}

/** The size that an organisation's head of a log has on the session's own peer. */
export async function sizeOfHead(session: PeerSession, channel: string, log: string): Promise<number> {
  const answer = await session.gateway
    .getNetwork(channel)
    .getContract(channel)
    .evaluate('Anchors:ReadHead', {
      arguments: [JSON.stringify({ organisation: session.organisation, log })],
      endorsingOrganizations: [session.mspId],
    });
  return (JSON.parse(Buffer.from(answer).toString()) as { size: number }).size;
}

/** The organisation whose orderer leads a channel, as an orderer's metrics tell it. */
export async function leaderOf(channel: string): Promise<string> {
  const { consenters } = PLACE.topology.channels.find(({ name }) => name === channel)!;
  // Asked of the last consenter: the first may be the one that a test has killed.
  const metrics = await ordererMetrics(consenters.at(-1)!);
  const id = Number(new RegExp(`^consensus_BFT_leader_id\\{channel="${channel}"\\} (\\d+)$`, 'm').exec(metrics)?.[1]);
  const leader = consenters[id - 1];
  if (leader === undefined) throw new Error(`no leader of ${channel} in the metrics`);
  return leader;
}

/**
 * Sees to it that every orderer of a channel has every block: one that stands still, as Fabric 3.1.1's now and then does
 * once it was killed under load, is started anew, as who runs it would. Who kills an orderer takes the one fault that four
 * may have; with another one behind, a new leader takes longer.
 */
export async function orderersLevel(channel: string): Promise<void> {
  const behind = await behindAfter(channel, 10_000);
  for (const [organisation, height] of behind) {
    process.stdout.write(`orderer-${organisation} stands still at ${height} blocks of ${channel}: started anew\n`);
    await killAndAwaitRestart(`orderer-${organisation}`);
  }
  const still = behind.length === 0 ? [] : await behindAfter(channel, 40_000);
  if (still.length > 0) throw new Error(`orderers are behind on ${channel}: ${JSON.stringify(still)}`);
}

/** Orderers that are still behind when the time is over. */
async function behindAfter(channel: string, withinMs: number): Promise<[organisation: string, height: number][]> {
  const { consenters } = PLACE.topology.channels.find(({ name }) => name === channel)!;
  const end = Date.now() + withinMs;
  for (;;) {
    const heights = await Promise.all(
      consenters.map(async (name): Promise<[string, number]> => [name, await blocksOf(name, channel)]),
    );
    const highest = Math.max(...heights.map(([, height]) => height));
    const behind = heights.filter(([, height]) => height < highest);
    if (behind.length === 0 || Date.now() > end) return behind;
    await pause(250);
  }
}

/** 0 while it does not answer. */
async function blocksOf(organisation: string, channel: string): Promise<number> {
  const metrics = await ordererMetrics(organisation).catch(() => '');
  const height = new RegExp(`^ledger_blockchain_height\\{channel="${channel}"\\} (\\S+)$`, 'm').exec(metrics)?.[1];
  return Number(height ?? 0);
}

function ordererMetrics(organisation: string): Promise<string> {
  const { layout } = PLACE;
  const own = (file: string): Buffer => readFileSync(layout.organisation(organisation, 'osnadmin', 'tls', file));
  return new Promise((resolve, reject) => {
    request(
      {
        host: 'localhost',
        port: portsIn(PLACE, organisation).ordererOperations,
        path: '/metrics',
        ca: readFileSync(layout.tlsRoot(organisation)),
        cert: own('server.crt'),
        key: own('server.key'),
        agent: false,
      },
      (response) => {
        response.setEncoding('utf8');
        let text = '';
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          resolve(text);
        });
      },
    )
      .on('error', reject)
      .end();
  });
}
