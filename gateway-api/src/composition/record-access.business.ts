/** Access to health records as this gateway has it: sessions, the single view, releases to others, and who saw what. */
import { clinicalTypeSchema } from '@theriac/domain/ehr';
import { instantOf } from '@theriac/domain/ledger';
import { verifyGivenConsents } from '../ehr/consents/verify-given-consents';
import { accessRoutes } from '../ehr/sessions/accesses.router';
import { AccessStore } from '../ehr/sessions/accesses.store';
import { OwnSessionStore } from '../ehr/sessions/own-sessions.store';
import { ReadingSessions } from '../ehr/sessions/reading-sessions';
import { RECORD_READ_MESSAGE, recordReadReceiver } from '../ehr/sessions/record-read.message';
import { RecordReadStore } from '../ehr/sessions/record-reads.store';
import { SessionClient } from '../ehr/sessions/session.client';
import { sessionRoutes } from '../ehr/sessions/sessions.router';
import { CustodianCalls } from '../ehr/view/ask-custodians';
import { everythingRoute } from '../ehr/view/everything.router';
import { recordReleaseAnswerer } from '../ehr/view/record-release.answerer';
import { RecordReleases, type RecordReleasesParts } from '../ehr/view/record-releases';
import { RecordViews } from '../ehr/view/record-views';
import { viewRoutes } from '../ehr/view/views.router';
import type { Business, Foundation } from './foundation';
import type { OwnRecords } from './own-records';

const MINUTE = 60_000;

/** Access to records, where the own organisation keeps some. */
export function recordAccess(foundation: Foundation, records: OwnRecords): Business {
  const { db, machine, freshness, members, journal } = foundation;
  const { channel, patients, links, logs, vault, ids, now } = records;
  const self = channel.self.name;
  const client = new SessionClient(records.ledger);
  const reads = new RecordReadStore(db);
  const own = new OwnSessionStore(db, now);
  const releases = new RecordReleases({
    ...{ db, machine, freshness, journal, patients, links, vault, channel: channel.name, sessions: client },
    requireGenuine: (patient, given) => verifyGivenConsents(patient, given, channel.members),
    tell: telling(foundation, self, reads),
  });
  const views = new RecordViews({
    ...{ self, machine, freshness, journal, logs, channel: channel.name, sessions: client },
    custodians: new CustodianCalls(self, releases, members),
  });
  const reading = new ReadingSessions({ client, own, ids });
  return {
    jobKinds: [],
    receivers: [recordReadReceiver(reads, channel.memberNames)],
    answerers: [recordReleaseAnswerer(releases, channel.memberNames)],
    routes: () => [
      ...sessionRoutes({ channel, client, own, ids }),
      ...viewRoutes({ channel, views }),
      everythingRoute({ channel, views, reading }),
      ...accessRoutes({ channel, patients, accesses: new AccessStore(db, reads) }),
    ],
    chores: [{ name: 'sweep own sessions', everyMs: 10 * MINUTE, run: () => own.sweep() }],
  };
}

/** The patient's home organisation hears of each release: the own one at once, another by outbox. */
function telling({ outbox }: Foundation, self: string, reads: RecordReadStore): RecordReleasesParts['tell'] {
  return async ({ session: { session, patient }, home, kinds, count }, within) => {
    const known = kinds.flatMap((kind) => clinicalTypeSchema.safeParse(kind).data ?? []);
    const read = { session, patient, at: instantOf(Date.now()), kinds: known, count };
    if (home === self) await reads.keep(self, read, within);
    else await outbox.owe(home, RECORD_READ_MESSAGE, read, within);
  };
}
