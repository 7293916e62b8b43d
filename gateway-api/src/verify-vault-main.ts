/** Verifies the vault of one gateway: `node dist/verify-vault-main.js` with the gateway's own environment. */
import type { Item } from '@theriac/domain/ehr';
import { openCustody } from './composition/custody';
import { ConfigError } from './config/config-error';
import { EhrChannel } from './ehr/ehr-channel';
import { RecordLogClient, UnanchoredBatches, verifyAgainstLedger } from './ehr/record-log';
import { classOfItem, Vault } from './ehr/vault';
import { ChannelLedger } from './ledger';
import { runVerification } from './run-verification';

runVerification(async ({ config, own, db, identities: { machine }, side, say }) => {
  const channel = EhrChannel.of(own);
  const custody = openCustody(config, own, db);
  if (channel === undefined || custody === undefined)
    throw new ConfigError(['the organisation keeps no health records']);
  say(`${config.organisation}: comparing every patient’s records with their log on ${channel.name} …`);
  const unanchored = await new UnanchoredBatches(db).count();
  let patients = 0;
  let faults = 0;
  const parts = {
    vault: new Vault<Item>(db, custody.organisation, classOfItem),
    ...{ keys: custody.patients, machine },
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
  return faults === 0;
});
