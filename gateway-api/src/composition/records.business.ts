/** Health records as a custodian's gateway keeps them: imports into the vault, and the anchoring of what it holds. */
import type { Item } from '@theriac/domain/ehr';
import { instantOf } from '@theriac/domain/ledger';
import type { EhrChannel } from '../ehr/ehr-channel';
import { ResourceChecks } from '../ehr/fhir';
import {
  importRecordsJob,
  importRoutes,
  type ImportParts,
  readImportSettings,
  RecordKeeper,
  WaitingLinks,
} from '../ehr/import';
import { RecordLinkStore } from '../ehr/links/record-links.store';
import { RecordAnchoring, RecordLogClient, UnanchoredBatches } from '../ehr/record-log';
import { classOfItem, Vault } from '../ehr/vault';
import { ChannelLedger } from '../ledger';
import type { Custody } from './custody';
import type { Business, Foundation } from './foundation';

/** How soon what waited for a link is kept, and what could not be anchored is tried again: indexed looks. */
const LOOK_EVERY = 5_000;

/** A custodian's records. */
export function records(
  { config, db, ledger, machine, uploads }: Foundation,
  channel: EhrChannel,
  { organisation, patients: keys }: Custody,
): Business {
  const self = channel.self.name;
  const settings = readImportSettings(config.importSettingsFile);
  const client = new RecordLogClient(new ChannelLedger(ledger, channel.name));
  const anchoring = new RecordAnchoring({ batches: new UnanchoredBatches(db), client, machine });
  const vault = new Vault<Item>(db, organisation, classOfItem);
  const keeper = new RecordKeeper({ vault, settings, self });
  const owners = new RecordLinkStore(db, self, () => instantOf(Date.now()));
  const checks = new ResourceChecks();
  const parts: ImportParts = { db, uploads, keys, checks, keeper, owners, anchoring, settings };
  const kind = importRecordsJob(parts);
  const links = new WaitingLinks(parts);
  return {
    ...{ jobKinds: [kind], receivers: [], answerers: [] },
    routes: (jobs) => importRoutes({ uploads, jobs, kind, self }),
    chores: [{ name: 'keep records that are linked by now', everyMs: LOOK_EVERY, run: () => links.keepLinked() }],
  };
}
