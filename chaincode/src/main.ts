/** Entry point of a chaincode process: chaincode as a service, one for each organisation. */
import './server/logging-level';
import { serve } from './server/serve';
import { readSettings } from './server/settings';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const serving = await serve(settings);
  process.stdout.write(`chaincode ${settings.packageId} listens on ${settings.address}\n`);
  // The peer's stream has no end of its own, so the process ends it once nothing runs on it.
  const stop = (): void => void serving.drain().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`The chaincode does not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
