import './logging-level';
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { freePort } from '../fixtures/free-port';
import { type LaunchFiles, launchFiles } from '../fixtures/tls-files';
import { type Process, runChaincode } from './run';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

/** A process that remembers what was done to it. */
class RememberingProcess implements Process {
  readonly said: string[] = [];
  readonly exits: number[] = [];
  readonly stdout = { write: (line: string) => this.said.push(line) };
  readonly stderr = { write: (line: string) => this.said.push(line) };
  private readonly acts = new Map<string, () => void>();
  private ended: () => void = () => undefined;
  readonly end = new Promise<void>((resolve) => (this.ended = resolve));

  constructor(readonly env: Process['env']) {}

  once(signal: string, act: () => void): void {
    this.acts.set(signal, act);
  }

  exit(code: number): void {
    this.exits.push(code);
    this.ended();
  }

  async signal(name: string): Promise<void> {
    this.acts.get(name)?.();
    await this.end;
  }
}

describe('a chaincode process', () => {
  let files: LaunchFiles;
  let port: number;
  beforeEach(async () => {
    port = await freePort();
    files = await launchFiles(port);
  });
  afterEach(() => {
    files.remove();
  });

  it.each(['SIGTERM', 'SIGINT'])('listens, and ends with 0 at %s', async (signal) => {
    const process = new RememberingProcess(files.environment);
    await runChaincode(process);
    expect(process.said).toEqual([`chaincode theriac:0123456789abcdef listens on 127.0.0.1:${port}\n`]);
    expect(process.exits).toEqual([]);
    await process.signal(signal);
    expect(process.exits).toEqual([0]);
    await expect(handshake(port, files, true)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('talks to who shows a certificate of its authority, and to nobody else', async () => {
    const process = new RememberingProcess(files.environment);
    await runChaincode(process);
    await expect(handshake(port, files, true)).resolves.toBeUndefined();
    await expect(handshake(port, files, false)).rejects.toThrow(/certificate required|ECONNRESET|closed/);
    await process.signal('SIGTERM');
  });

  it('says that its address is taken', async () => {
    const first = new RememberingProcess(files.environment);
    await runChaincode(first);
    const second = new RememberingProcess(files.environment);
    await runChaincode(second);
    expect(second.exits).toEqual([1]);
    expect(second.said.join('')).toMatch(/^The chaincode does not start: .*EADDRINUSE/);
    await first.signal('SIGTERM');
  });

  it.each(['CHAINCODE_ID', 'CHAINCODE_TLS_KEY', 'THERIAC_CONSORTIUM'])('does not start without %s', async (name) => {
    const process = new RememberingProcess({ ...files.environment, [name]: '' });
    await runChaincode(process);
    expect(process.exits).toEqual([1]);
    expect(process.said.join('')).toContain(`The chaincode does not start: set ${name} (`);
  });
});

/** Connects as a peer would, with or without a certificate; TLS 1.3 refuses a client only after its own handshake. */
async function handshake(port: number, { key, certificate }: LaunchFiles, isKnown: boolean): Promise<void> {
  const credentials = isKnown ? { key, cert: certificate } : {};
  const options = { host: '127.0.0.1', port, servername: 'localhost', ca: certificate, ALPNProtocols: ['h2'] };
  const socket: TLSSocket = connect({ ...options, ...credentials });
  const failure = new Promise<never>((_, reject) => {
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('closed'));
    });
  });
  try {
    await Promise.race([once(socket, 'secureConnect'), failure]);
    // The server's own first frame of HTTP/2 comes only to a client that it has accepted.
    await Promise.race([once(socket, 'data'), failure]);
  } finally {
    failure.catch(() => undefined);
    socket.destroy();
  }
}
