/** Health records as this gateway has them, where its organisation is on the channel of health records. */
import { type Instant, instantOf } from '@theriac/domain/ledger';
import { ConsentChanges } from '../ehr/consents/consent-changes';
import { ConsentClient } from '../ehr/consents/consent.client';
import { ConsentOriginalStore } from '../ehr/consents/consent-originals.store';
import { consentRoutes } from '../ehr/consents/consents.router';
import { DrawnIds } from '../ehr/drawn-ids';
import { EhrChannel } from '../ehr/ehr-channel';
import { emergencyLinkRoutes } from '../ehr/links/emergency-links.router';
import { EmergencyLinkStore } from '../ehr/links/emergency-links.store';
import { linkInEmergencyJob } from '../ehr/links/link-in-emergency.job';
import { LinkClient } from '../ehr/links/link.client';
import { LinkCodeStore } from '../ehr/links/link-codes.store';
import { Linking } from '../ehr/links/linking';
import { linkRoutes } from '../ehr/links/links.router';
import { RecordLinkStore } from '../ehr/links/record-links.store';
import { noticeRoutes } from '../ehr/notices/notices.router';
import { NoticeStore } from '../ehr/notices/notices.store';
import { PatientClient } from '../ehr/patients/patient.client';
import { patientRoutes } from '../ehr/patients/patients.router';
import { secretFor } from '../idempotency';
import { ChannelLedger } from '../ledger';
import { GuessLimit, GUESSES_MS } from '../limits';
import { emergencies } from './emergencies.business';
import type { Business, Foundation } from './foundation';
import { recordAccess } from './record-access.business';
import { records } from './records.business';

const MINUTE = 60_000;
/** Wrong codes of one caller within ten minutes. */
const MOST_WRONG_CODES = 5;

/** The businesses of health records; none elsewhere. */
export function healthRecords(foundation: Foundation): readonly Business[] {
  const channel = EhrChannel.of(foundation.own);
  if (channel === undefined) return [];
  const { custody } = foundation;
  return [
    patientsAndLinks(foundation, channel),
    ...(custody === undefined
      ? []
      : [
          records(foundation, channel, custody),
          recordAccess(foundation, channel, custody),
          emergencies(foundation, channel, custody),
        ]),
  ];
}

function patientsAndLinks(foundation: Foundation, channel: EhrChannel): Business {
  const { db, recordSecret, identities } = foundation;
  const ledger = new ChannelLedger(foundation.ledger, channel.name);
  const ids = new DrawnIds(secretFor(recordSecret, 'ids'));
  const patients = new PatientClient(ledger);
  const links = new LinkClient(ledger, channel.self);
  const codes = new LinkCodeStore(db, secretFor(recordSecret, 'link codes'));
  const now = (): Instant => instantOf(Date.now());
  const records = new RecordLinkStore(db, channel.self.name, now);
  const kind = linkInEmergencyJob(links);
  const store = new EmergencyLinkStore(db, channel.self.name, now);
  const guesses = new GuessLimit({ most: MOST_WRONG_CODES, windowMs: GUESSES_MS });
  const linking = new Linking({ patients, links, codes, records, guesses });
  const client = new ConsentClient(ledger);
  const changes = new ConsentChanges({ client, identities });
  const originals = new ConsentOriginalStore(db);
  return {
    ...{ jobKinds: [kind], receivers: [], answerers: [] },
    routes: (jobs) => [
      ...patientRoutes({ client: patients, channel, ids }),
      ...linkRoutes({ channel, patients, links, codes, linking }),
      ...emergencyLinkRoutes({ channel, patients, links, records, store, kind, jobs, ids }),
      ...noticeRoutes({ channel, patients, notices: new NoticeStore(db) }),
      ...consentRoutes({ channel, patients, client, changes, originals, ids, now: Date.now }),
    ],
    chores: [{ name: 'sweep link codes', everyMs: 10 * MINUTE, run: () => codes.sweep() }],
  };
}
