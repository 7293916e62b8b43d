/** Who holds a port: a taken one is told with the process that has it, before anything starts. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename } from 'node:path';

/** A port that somebody else listens on. */
export interface TakenPort {
  readonly port: number;
  /** The process that was to have it. */
  readonly wanted: string;
  /** Such as `node (pid 4711)`; undefined when the system does not tell, as for another user's process. */
  readonly owner: string | undefined;
}

/** Ports that a start needs are taken. */
export class PortsTakenError extends Error {
  constructor(readonly taken: readonly TakenPort[]) {
    const lines = taken.map(
      ({ port, wanted, owner }) => `  port ${port}, which ${wanted} needs, is held by ${owner ?? 'an unknown process'}`,
    );
    super(`cannot start:\n${lines.join('\n')}`);
    this.name = 'PortsTakenError';
  }
}

/** Those of the ports that cannot be listened on. */
export async function takenPorts(wanted: readonly { name: string; ports: readonly number[] }[]): Promise<TakenPort[]> {
  const pairs = wanted.flatMap(({ name, ports }) => ports.map((port) => ({ name, port })));
  const free = await Promise.all(pairs.map(({ port }) => canListen(port)));
  return pairs.flatMap(({ name, port }, index) =>
    free[index] === true ? [] : [{ port, wanted: name, owner: ownerOfPort(port) }],
  );
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** The process that listens on a port, such as `node (pid 4711)`. */
export function ownerOfPort(port: number): string | undefined {
  return process.platform === 'linux' ? ownerFromProc(port) : ownerFromLsof(port);
}

function ownerFromProc(port: number): string | undefined {
  const sockets = new Set(listeningInodes(port).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  const pid = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .find((entry) => holdsOneOf(entry, sockets));
  return pid === undefined ? undefined : `${commandOf(pid)} (pid ${pid})`;
}

/** Inodes of the listening sockets on a port (/proc/net/tcp: state 0A is LISTEN, the port is hexadecimal). */
function listeningInodes(port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    linesOf(table)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[1]?.endsWith(suffix) === true && fields[3] === '0A')
      .flatMap((fields) => fields[9] ?? []),
  );
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function holdsOneOf(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false; // closed in between
      }
    });
  } catch {
    return false; // ended in between, or another user's
  }
}

/** The program's file name; the kernel's own short name is cut at 15 characters. */
function commandOf(pid: string): string {
  const [program = ''] = (linesOf(`/proc/${pid}/cmdline`)[0] ?? '').split('\0');
  return program === '' ? 'a process' : basename(program);
}

function ownerFromLsof(port: number): string | undefined {
  try {
    const fields = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { encoding: 'utf8' });
    const pid = /^p(\d+)$/m.exec(fields)?.[1];
    const command = /^c(.+)$/m.exec(fields)?.[1];
    return pid === undefined ? undefined : `${command ?? 'a process'} (pid ${pid})`;
  } catch {
    return undefined;
  }
}
