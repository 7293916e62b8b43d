/** Verifies the vault of one gateway: `node dist/verify-vault.js` with the gateway's own environment. Exit code 1 on a fault. */
import type { Item } from '@theriac/domain/ehr';
import { LedgerError } from '@theriac/domain/ledger';
import { openCustody } from './composition/custody';
import { openSignIn } from './composition/identities';
import { connectFabric } from './composition/ledger-side';
import { loadConsortium, readConfig } from './config';
import { ConfigError } from './config/config-error';
import { isDatabaseAway, openDatabase } from './database';
import { EhrChannel } from './ehr/ehr-channel';
import { RecordLogClient, UnanchoredBatches, verifyAgainstLedger } from './ehr/record-log';
import { classOfItem, Vault } from './ehr/vault';
import { ChannelLedger, SILENT_LEDGER_OBSERVER } from './ledger';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const own = loadConsortium(config.consortiumFile, config.organisation);
  const channel = EhrChannel.of(own);
  if (channel === undefined) throw new ConfigError(['the organisation keeps no health records']);
  const identities = openSignIn(config, own);
  const database = openDatabase(config.databaseUrl, 2, () => undefined);
  const side = connectFabric({ config, identities, db: database.db, observer: SILENT_LEDGER_OBSERVER });
  try {
    const custody = openCustody(config, own, database.db);
    if (custody === undefined) throw new ConfigError(['the organisation keeps no health records']);
    say(`${config.organisation}: comparing every patient’s records with their log on ${channel.name} …`);
    const unanchored = await new UnanchoredBatches(database.db).count();
    let patients = 0;
    let faults = 0;
    const parts = {
      vault: new Vault<Item>(database.db, custody.organisation, classOfItem),
      ...{ keys: custody.patients, machine: identities.machine },
      client: new RecordLogClient(new ChannelLedger(side.ledger, channel.name)),
    };
    const progress = (checked: number): void => {
      patients = checked;
      say(`${checked} patients are looked at`);
    };
    for await (const { kind, patient, ...where } of verifyAgainstLedger(parts, progress)) {
      faults += 1;
      say(`${kind}: patient ${patient} ${JSON.stringify(where)}`);
    }
    if (unanchored > 0) say(`${unanchored} batches were not anchored yet when this began`);
    say(faults === 0 ? `${patients} patients’ records are those of the ledger` : `${faults} faults`);
    process.exitCode = faults === 0 ? 0 : 1;
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
