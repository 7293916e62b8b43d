import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { COMPOSE_FILE, composeFile } from '../../network/src/compose';
import { STATE_FOLDER } from '../../network/src/compose/container-network';
import { StateLayout } from '../../network/src/native/state-layout';
import { loadTopology, portsOf } from '../../network/src/topology';

// Images are fetched and built the first time.
const START_TIMEOUT_MS = 30 * 60_000;
const READY_TIMEOUT_MS = 5 * 60_000;
const PROJECT = 'theriac-compose-test';
/** Beside both networks of this machine. */
const PUBLISHED_OFFSET = 20_000;

/** What starts compose files here, or why nothing does. */
function findCompose(): { command: readonly string[] } | { reason: string } {
  const engine = spawnSync('docker', ['info', '--format', '{{.ServerVersion}}'], { encoding: 'utf8', timeout: 20_000 });
  if (engine.error !== undefined) return { reason: `no docker command (${engine.error.message})` };
  if (engine.status !== 0) {
    const why = engine.stderr.trim().split('\n').at(-1) ?? '';
    return { reason: `no Docker engine answers (${why.replaceAll(/\s+/g, ' ')})` };
  }
  for (const command of [['docker', 'compose'], ['docker-compose']]) {
    const [program = '', ...args] = command;
    if (spawnSync(program, [...args, 'version']).status === 0) return { command };
  }
  return { reason: 'neither docker compose nor docker-compose is installed' };
}

async function statusOf(url: string, ca: string): Promise<number | undefined> {
  const [answer] = (await once(get(url, { ca }), 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

const found = findCompose();
const title = 'docker-compose.yaml brings every gateway to readiness, and goes away with all that it made';

if ('reason' in found) {
  it.skip(`${title} (skipped: ${found.reason})`, () => undefined);
} else {
  const topology = loadTopology();
  const folder = mkdtempSync(join(tmpdir(), 'theriac-compose-'));
  const file = join(folder, 'docker-compose.yaml');

  const compose = (...args: string[]): void => {
    const [program = '', ...before] = found.command;
    const options = ['--project-directory', join(COMPOSE_FILE, '..'), '--file', file, '--project-name', PROJECT];
    const { status } = spawnSync(program, [...before, ...options, ...args], { stdio: 'inherit' });
    if (status !== 0)
      throw new Error(`${found.command.join(' ')} ${args.join(' ')} ended with ${status ?? 'a signal'}`);
  };

  /** The organisation's TLS root, from the volume; empty while there is none. */
  const rootOf = (organisation: string): string => {
    const [program = '', ...before] = found.command;
    const options = ['--project-directory', join(COMPOSE_FILE, '..'), '--file', file, '--project-name', PROJECT];
    const root = new StateLayout(STATE_FOLDER).tlsRoot(organisation);
    const args = [...before, ...options, 'exec', '-T', `gateway-${organisation}`, 'cat', root];
    return spawnSync(program, args, { encoding: 'utf8' }).stdout;
  };

  beforeAll(() => {
    writeFileSync(
      file,
      composeFile(topology, (port) => port + PUBLISHED_OFFSET),
    );
    compose('up', '--build', '--detach');
  }, START_TIMEOUT_MS);

  afterAll(() => {
    compose('down', '--volumes', '--remove-orphans');
    rmSync(folder, { recursive: true });
  }, START_TIMEOUT_MS);

  it(
    title,
    async () => {
      const deadline = Date.now() + READY_TIMEOUT_MS;
      for (const { name } of topology.organisations) {
        const url = `https://127.0.0.1:${portsOf(topology, 'local', name).gateway + PUBLISHED_OFFSET}/readyz`;
        let status: number | string | undefined = 'nothing';
        while (status !== 200 && Date.now() < deadline) {
          status = await statusOf(url, rootOf(name)).catch(String);
          if (status !== 200) await sleep(1_000);
        }
        expect({ name, status }).toEqual({ name, status: 200 });
      }
    },
    READY_TIMEOUT_MS + 60_000,
  );
}
