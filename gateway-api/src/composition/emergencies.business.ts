/** Break-glass as this gateway has it, where its organisation keeps health records. */
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
import type { Jobs } from '../jobs';
import type { Business, Foundation } from './foundation';
import type { OwnRecords } from './own-records';

/** How soon is taken up again what the ledger was not told by a job that was given up: an indexed look. */
const TAKE_UP_EVERY = 60_000;

/** Emergencies' part of the gateway. */
export function emergencies({ db, journal }: Foundation, records: OwnRecords): Business {
  const { channel, ledger, vault, ids, recordLinks: links, now } = records;
  const client = new EmergencyClient(ledger);
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
  const reading = new EmergencyReading({ db, store, known, vault, journal, channel, now });
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
