/** Break-glass as this gateway has it, where its organisation keeps health records. */
import type { Item } from '@theriac/domain/ehr';
import { instantOf } from '@theriac/domain/ledger';
import { DrawnIds } from '../ehr/drawn-ids';
import type { EhrChannel } from '../ehr/ehr-channel';
import {
  EmergencyClient,
  EmergencyReading,
  emergencyReviewRoutes,
  emergencyRoutes,
  EmergencyStore,
  OwnEmergencies,
  OwnEmergencyStore,
  Telling,
} from '../ehr/emergencies';
import { RecordLinkStore } from '../ehr/links/record-links.store';
import { classOfItem, Vault } from '../ehr/vault';
import { secretFor } from '../idempotency';
import type { Jobs } from '../jobs';
import { ChannelLedger } from '../ledger';
import type { Custody } from './custody';
import type { Business, Foundation } from './foundation';

/** How soon is taken up again what the ledger was not told by a job that was given up: an indexed look. */
const TAKE_UP_EVERY = 60_000;

/** Emergencies' part of the gateway. */
export function emergencies(foundation: Foundation, channel: EhrChannel, { organisation }: Custody): Business {
  const { db, journal, recordSecret } = foundation;
  const now = () => instantOf(foundation.now());
  const client = new EmergencyClient(new ChannelLedger(foundation.ledger, channel.name));
  const store = new OwnEmergencyStore(db);
  const known = new EmergencyStore(db, channel.self.name);
  let started: Jobs | undefined;
  const telling = new Telling({
    ...{ client, store, journal },
    jobs: () => {
      if (started === undefined) throw new Error('jobs run before the routes are made');
      return started;
    },
  });
  const own = new OwnEmergencies({ db, store, known, journal, telling, channel, now });
  const vault = new Vault<Item>(db, organisation, classOfItem);
  const reading = new EmergencyReading({ db, store, known, vault, journal, channel, now });
  const ids = new DrawnIds(secretFor(recordSecret, 'ids'));
  const links = new RecordLinkStore(db, channel.self.name, now);
  return {
    ...{ jobKinds: [telling.kind], receivers: [], answerers: [] },
    routes: (jobs) => {
      started = jobs;
      return [
        ...emergencyRoutes({ channel, own, reading, client, links, jobs, ids, now }),
        ...emergencyReviewRoutes({ channel, client, known, own: store, now }),
      ];
    },
    chores: [{ name: 'take up untold emergencies', everyMs: TAKE_UP_EVERY, run: () => own.takeUp() }],
  };
}
