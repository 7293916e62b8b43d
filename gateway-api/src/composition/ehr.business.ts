/** Health records as this gateway has them, where its organisation is on the channel of health records. */
import { ConsentChanges } from '../ehr/consents/consent-changes';
import { ConsentClient } from '../ehr/consents/consent.client';
import { ConsentOriginalStore } from '../ehr/consents/consent-originals.store';
import { consentRoutes } from '../ehr/consents/consents.router';
import { emergencyLinkRoutes } from '../ehr/links/emergency-links.router';
import { EmergencyLinkStore } from '../ehr/links/emergency-links.store';
import { linkInEmergencyJob } from '../ehr/links/link-in-emergency.job';
import { LinkCodeStore } from '../ehr/links/link-codes.store';
import { Linking } from '../ehr/links/linking';
import { linkRoutes } from '../ehr/links/links.router';
import { noticeRoutes } from '../ehr/notices/notices.router';
import { NoticeStore } from '../ehr/notices/notices.store';
import { patientRoutes } from '../ehr/patients/patients.router';
import { secretFor } from '../idempotency';
import { GuessLimit, GUESSES_MS } from '../limits';
import { emergencies } from './emergencies.business';
import type { Business, Foundation } from './foundation';
import { type OwnRecords, ownRecords } from './own-records';
import { recordAccess } from './record-access.business';
import { records } from './records.business';

const MINUTE = 60_000;
/** Wrong codes of one caller within ten minutes. */
const MOST_WRONG_CODES = 5;

/** The businesses of health records; none elsewhere. */
export function healthRecords(foundation: Foundation): readonly Business[] {
  const own = ownRecords(foundation);
  if (own === undefined) return [];
  return [
    patientsAndLinks(foundation, own),
    records(foundation, own),
    recordAccess(foundation, own),
    emergencies(foundation, own),
  ];
}

function patientsAndLinks({ db, recordSecret, identities }: Foundation, own: OwnRecords): Business {
  const { channel, patients, links, recordLinks, ids, now } = own;
  const codes = new LinkCodeStore(db, secretFor(recordSecret, 'link codes'));
  const kind = linkInEmergencyJob(links);
  const store = new EmergencyLinkStore(db, channel.self.name, now);
  const guesses = new GuessLimit({ most: MOST_WRONG_CODES, windowMs: GUESSES_MS });
  const linking = new Linking({ patients, links, codes, records: recordLinks, guesses });
  const client = new ConsentClient(own.ledger);
  const changes = new ConsentChanges({ client, identities });
  const originals = new ConsentOriginalStore(db);
  return {
    ...{ jobKinds: [kind], receivers: [], answerers: [] },
    routes: (jobs) => [
      ...patientRoutes({ client: patients, channel, ids }),
      ...linkRoutes({ channel, patients, links, codes, linking }),
      ...emergencyLinkRoutes({ channel, patients, links, records: recordLinks, store, kind, jobs, ids }),
      ...noticeRoutes({ channel, patients, notices: new NoticeStore(db) }),
      ...consentRoutes({ channel, patients, client, changes, originals, ids, now }),
    ],
    chores: [{ name: 'sweep link codes', everyMs: 10 * MINUTE, run: () => codes.sweep() }],
  };
}
