/** Runs the issuer until it is told to stop. */
import { flushCompileCache } from 'node:module';
import { readIssuerFile } from './issuer-file';
import { serveIssuer } from './issuer-server';

/** Serves what `THERIAC_ISSUER_FILE` describes; ends the process with one line when it cannot. */
export async function run(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  try {
    const file = environment.THERIAC_ISSUER_FILE;
    if (file === undefined) throw new Error('THERIAC_ISSUER_FILE names no settings file');
    const server = await serveIssuer(readIssuerFile(file));
    const stop = (): void => {
      void server.stop().then(() => process.exit(0));
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    process.stdout.write(`the development issuer listens on port ${server.port}\n`);
    flushCompileCache();
  } catch (error) {
    process.stderr.write(`the development issuer does not start: ${(error as Error).message}\n`);
    process.exit(1);
  }
}
