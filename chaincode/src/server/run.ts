/** The life of a chaincode process: read the settings, load the package, serve, and stop when asked. */
import { createChaincode } from '../index';
import { serve } from './serve';
import { readSettings } from './settings';

/** What of Node's `process` the life of a chaincode touches. */
export interface Process {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(line: string): unknown };
  readonly stderr: { write(line: string): unknown };
  once(signal: 'SIGTERM' | 'SIGINT', act: () => void): unknown;
  exit(code: number): unknown;
}

/** Runs until a signal; a process that cannot start says why in one sentence and ends with 1. */
export async function runChaincode(of: Process): Promise<void> {
  try {
    const { packageId, address, tls, consortium } = readSettings(of.env);
    const chaincode = createChaincode(consortium, packageId);
    const serving = await serve(chaincode, { ccid: packageId, address, tlsProps: tls });
    of.stdout.write(`chaincode ${packageId} listens on ${address}\n`);
    const stop = (): void => void serving.close().then(() => of.exit(0));
    of.once('SIGTERM', stop);
    of.once('SIGINT', stop);
  } catch (error) {
    of.stderr.write(`The chaincode does not start: ${error instanceof Error ? error.message : String(error)}\n`);
    of.exit(1);
  }
}
