/** Starts the projections of one gateway over: `node dist/rebuild.js` with the gateway's own environment. */
import { readConfig, loadConsortium } from './config';
import { migrateDatabase, openDatabase } from './database';
import { channelNames, PROJECTIONS } from './composition/projections';
import { resetProjections } from './projections';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const own = loadConsortium(config.consortiumFile, config.organisation);
  const database = openDatabase(config.databaseUrl, 2, () => undefined);
  await migrateDatabase(database.pool);
  await resetProjections(database.db, channelNames(own), PROJECTIONS);
  await database.close();
  process.stdout.write(
    `${config.organisation}: the projections are empty, and a running gateway reads them again from block 0\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`not rebuilt: ${error instanceof Error ? error.message : 'for an unknown reason'}\n`);
  process.exit(1);
});
