/** Health records as a custodian's gateway keeps them: imports into the vault, and the anchoring of what it holds. */
import { ResourceChecks } from '../ehr/fhir';
import {
  importRecordsJob,
  importRoutes,
  type ImportParts,
  readImportSettings,
  RecordKeeper,
  WaitingLinks,
} from '../ehr/import';
import { RecordAnchoring, UnanchoredBatches } from '../ehr/record-log';
import type { Business, Foundation } from './foundation';
import type { OwnRecords } from './own-records';

/** How soon what waited for a link is kept, and what could not be anchored is tried again: indexed looks. */
const LOOK_EVERY = 5_000;

/** A custodian's records. */
export function records(
  { config, db, machine, uploads }: Foundation,
  { channel, logs: client, vault, keys, recordLinks: owners }: OwnRecords,
): Business {
  const self = channel.self.name;
  const settings = readImportSettings(config.importSettingsFile);
  const anchoring = new RecordAnchoring({ batches: new UnanchoredBatches(db), client, machine });
  const keeper = new RecordKeeper({ vault, settings, self });
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
