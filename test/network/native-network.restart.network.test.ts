/**
 * A network of its own, smaller and with other members, through everything that happens to a supervisor: a second
 * start, SIGKILL of the supervisor alone and of everything at once, a changed policy, and a stop from outside.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  committedDefinition,
  loadTopology,
  networkPlace,
  portsIn,
  runsOf,
  signalProcess,
  statusOf,
  stopNetwork,
  withPeerSession,
  type Topology,
} from '@theriac/network';
import type { DriverTask } from './native-network.driver';
import { aLog, anchorHead, noteOf, sizeOfHead } from './native-network.fixture';

jest.setTimeout(180_000);

const CHECKOUT = join(__dirname, '..', '..');
const DRIVER = ['--conditions=source', '--require', join(__dirname, 'ledger-client.typescript.cjs')];
/** Apart from every network of the topology, and below the ports that systems give to clients (32768 on Linux). */
const PORT_OFFSET = 22_000;
const MEMBERS = ['hospital', 'clinic', 'pharmacy', 'regulator'];

const shipped = loadTopology();
const small: Topology = {
  ...shipped,
  networks: { ...shipped.networks, restart: { portOffset: PORT_OFFSET } },
  organisations: shipped.organisations.filter(({ name }) => MEMBERS.includes(name)),
  ordering: { ...shipped.ordering, orderers: MEMBERS },
  channels: shipped.channels.filter(({ name }) => name === 'care'),
};
const stricter: Topology = { ...small, channels: small.channels.map((channel) => ({ ...channel, endorsements: 3 })) };

const state = mkdtempSync(join(tmpdir(), 'theriac-restart-'));
const place = networkPlace(small, 'restart', CHECKOUT, state);
const log = aLog();

/** A supervisor process, and what it says. */
class Driver {
  readonly child: ChildProcess;
  said = '';
  private readonly exit: Promise<number | null>;

  constructor(topology: Topology) {
    const task: DriverTask = { topology, network: 'restart', checkout: CHECKOUT, state };
    this.child = spawn(
      process.execPath,
      [...DRIVER, join(__dirname, 'native-network.driver.ts'), JSON.stringify(task)],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream!.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    }
    this.exit = new Promise((resolve) => this.child.once('exit', resolve));
  }

  async ready(): Promise<void> {
    while (!/^READY$/m.test(this.said)) {
      if (this.child.exitCode !== null) throw new Error(`the supervisor ended:\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.exit;
  }

  ended(): Promise<number | null> {
    return this.exit;
  }
}

const drivers: Driver[] = [];
const drive = (topology: Topology = small): Driver => {
  const driver = new Driver(topology);
  drivers.push(driver);
  return driver;
};
const anchored = (): Promise<number> =>
  withPeerSession(place, 'pharmacy', 'gateway', (session) => sizeOfHead(session, 'care', log));
const anchor = (size: number): Promise<void> =>
  withPeerSession(place, 'pharmacy', 'gateway', (session) => anchorHead(session, 'care', log, size));
const sequence = (): Promise<number> =>
  withPeerSession(place, 'pharmacy', 'admin', (session) => committedDefinition(session, 'care', 'care')).then(
    (definition) => definition.sequence,
  );

afterAll(async () => {
  for (const { child } of drivers) child.kill('SIGKILL');
  await stopNetwork(place);
  rmSync(state, { recursive: true, force: true });
});

describe('a network and its supervisor', () => {
  it('names a stranger on one of its ports, and starts nothing', async () => {
    const port = portsIn(place, 'clinic').ca;
    const stranger: Server = createServer();
    await new Promise<void>((resolve, reject) => {
      stranger.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    const driver = drive();
    const code = await driver.ended();
    await new Promise((resolve) => stranger.close(resolve));
    expect(code).toBe(1);
    expect(driver.said).toContain(`port ${port}, which ca-clinic needs, is held by`);
    expect(driver.said).toContain(`(pid ${process.pid})`);
    expect(runsOf(place).all()).toEqual([]);
  });

  it('starts from nothing with members of its own', async () => {
    await drive().ready();
    await anchor(1);
    expect(await anchored()).toBe(1);
    expect(await sequence()).toBe(1);
  });

  it('refuses a second supervisor', async () => {
    const second = drive();
    expect(await second.ended()).toBe(1);
    expect(second.said).toContain(`supervised by process ${drivers.at(-2)!.child.pid!}`);
    expect(await anchored()).toBe(1);
  });

  it('goes on when its supervisor is killed, and is taken up by the next start', async () => {
    await drivers[1]!.end('SIGKILL');
    expect((await statusOf(place)).supervisor).toBeUndefined();
    await anchor(2);
    const before = runsOf(place).all();
    const next = drive();
    await next.ready();
    expect(next.said).toContain(`ended ${before.length} processes that an earlier supervisor left`);
    expect(await anchored()).toBe(2);
    expect(noteOf('peer-pharmacy', place).pid).not.toBe(before.find(({ name }) => name === 'peer-pharmacy')!.pid);
    expect(await sequence()).toBe(1);
  });

  it('keeps what was acknowledged when everything is killed at once, and agrees on a changed policy by itself', async () => {
    await anchor(3);
    const { child } = drivers.at(-1)!;
    child.kill('SIGKILL');
    for (const note of runsOf(place).all()) signalProcess(note, 'SIGKILL');
    const next = drive(stricter);
    await next.ready();
    expect(await anchored()).toBe(3);
    expect(await sequence()).toBe(2);
    expect(next.said).toContain('care on care: sequence 2 agreed');
  });

  it('is stopped from outside, all of it and nobody else', async () => {
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const notes = runsOf(place).all();
    const stopped = await stopNetwork(place);
    const bystanderLives = bystander.exitCode === null;
    bystander.kill('SIGKILL');
    expect(stopped.sort()).toEqual(notes.map(({ name }) => name).sort());
    expect(await drivers.at(-1)!.ended()).toBe(0);
    expect((await statusOf(place)).processes).toEqual([]);
    expect(notes.filter((note) => signalProcess(note, 'SIGCONT'))).toEqual([]);
    expect(bystanderLives).toBe(true);
  });
});
