/** Verifies the journal of one gateway: `node dist/verify-journal-main.js` with the gateway's own environment. Exit code 1 on a fault. */
import { LedgerError } from '@theriac/domain/ledger';
import { openSignIn } from './composition/identities';
import { connectFabric } from './composition/ledger-side';
import { loadConsortium, readConfig } from './config';
import { ConfigError } from './config/config-error';
import { isDatabaseAway, openDatabase } from './database';
import { journalChannel, readAnchoredHeads, reportLines, verifyJournal } from './journal';
import { SILENT_LEDGER_OBSERVER } from './ledger';

/** A line of progress each so many entries. */
const PROGRESS_EVERY = 100_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const own = loadConsortium(config.consortiumFile, config.organisation);
  const channel = journalChannel(own.channels, config.journalChannel);
  if (channel === undefined) throw new ConfigError(['the organisation is on no channel that holds Anchors']);
  const identities = openSignIn(config, own);
  const database = openDatabase(config.databaseUrl, 2, () => undefined);
  const side = connectFabric({ config, identities, db: database.db, observer: SILENT_LEDGER_OBSERVER });
  try {
    say(`${config.organisation}: reading the heads of its journal on ${channel} …`);
    const height = await side.probe.height(channel);
    const organisation = config.organisation;
    const heads = await readAnchoredHeads({ ledger: side.ledger, channel, height, organisation });
    say(`${heads.length} heads in ${height} blocks; reading the entries …`);
    let next = PROGRESS_EVERY;
    const report = await verifyJournal({
      ...{ db: database.db, heads },
      progress: (entries) => {
        if (entries < next) return;
        say(`${entries} entries are right so far`);
        next = entries - (entries % PROGRESS_EVERY) + PROGRESS_EVERY;
      },
    });
    for (const line of reportLines(report)) say(line);
    process.exitCode = report.fault === undefined && report.unaccounted === 0 ? 0 : 1;
  } finally {
    side.close();
    identities.close();
    await database.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** An error's own text may hold values, as a database's does: only those that are known to hold none are shown. */
function reasonOf(error: unknown): string {
  if (error instanceof LedgerError || error instanceof ConfigError) return error.message;
  if (isDatabaseAway(error)) return 'the database is away';
  return error instanceof Error ? error.name : 'for an unknown reason';
}

main().catch((error: unknown) => {
  process.stderr.write(`not verified: ${reasonOf(error)}\n`);
  process.exit(2);
});
