/** The drug chain as this gateway has it: products, lots and their secrets, and EPCIS capture. */
import { anchorCaptureJob } from '../capture-anchors/anchor-capture.job';
import { CaptureAnchorClient } from '../capture-anchors/capture-anchor.client';
import { captureAnchorRoutes } from '../capture-anchors/capture-anchors.router';
import { captureJob } from '../capture/capture.job';
import { captureRoutes } from '../capture/capture.router';
import { capturedEventRoutes } from '../capture/captured-events.router';
import { CapturedEventStore } from '../capture/captured-events.store';
import { CaptureStore } from '../capture/captures.store';
import { DocumentCaptures } from '../capture/document-captures';
import { EPCIS_HEADERS } from '../capture/epcis-headers';
import { EventCaptures } from '../capture/event-captures';
import { EventIndexStore } from '../epcis-query/event-index.store';
import { EventQueries } from '../epcis-query/event-queries';
import { eventRoutes } from '../epcis-query/events.router';
import { KnownEpcs } from '../epcis-query/known-epcs';
import { prefixesOfLedger } from '../epcis-query/known-prefixes';
import { resourceRoutes } from '../epcis-query/resources.router';
import { eventBodyWriter } from '../event-bodies/body-writer';
import { eventBodiesReceiver } from '../event-bodies/event-bodies.receiver';
import { eventBodyRoutes } from '../event-bodies/event-bodies.router';
import { EventDeliveryStore } from '../event-bodies/event-deliveries.store';
import { OwedBodies } from '../event-bodies/owed-bodies';
import { ReceivedEventStore } from '../event-bodies/received-events.store';
import { exceptionRoutes } from '../exceptions/exceptions.router';
import type { Route } from '../http/route';
import type { Jobs } from '../jobs';
import { companyPrefixRoutes } from '../supply/company-prefixes.router';
import { CompanyPrefixStore } from '../supply/company-prefixes.store';
import { lotSecretReceiver } from '../supply/lot-secrets/lot-secret.message';
import { lotRoutes } from '../supply/lots.router';
import { productRoutes } from '../supply/products.router';
import { ProductStore } from '../supply/products.store';
import { RegistrationBeginner } from '../supply/registration/begin-registration';
import { LotUploads } from '../supply/registration/lot-uploads';
import { registerPartJob } from '../supply/registration/register-part.job';
import { RegistrationStore } from '../supply/registration/registrations.store';
import { WholeIndex } from '../supply/registration/whole-index';
import type { SupplyChannel } from '../supply/supply-channel';
import { appliedEvents } from './applied-events';
import type { Business, Foundation } from './foundation';
import type { OwnPacks } from './own-packs';

/** How soon after an anchor's block the events that came before it are compared with it: an indexed look. */
const CHECK_EVERY = 1_000;

/** The drug chain's part of the gateway. */
export function supply(foundation: Foundation, channel: SupplyChannel, packs: OwnPacks): Business {
  const { own, db, machine, outbox, captureSecret } = foundation;
  const { supply: client, secrets, lots } = packs;
  const registrations = new RegistrationStore(db);
  const events = new CapturedEventStore(db);
  const kind = registerPartJob({ supply: client, registrations, secrets, outbox, machine });
  let beginner: RegistrationBeginner | undefined;
  const begin = (): RegistrationBeginner => {
    if (beginner === undefined) throw new Error('jobs run before the routes are made');
    return beginner;
  };
  const anchoring = anchorCaptureJob({
    ...{ db, captureSecret, machine },
    client: new CaptureAnchorClient(packs.ledger),
    bodies: new OwedBodies({ channel, outbox }),
  });
  const received = new ReceivedEventStore(db);
  const applied = appliedEvents(foundation, channel, packs, events);
  const { waiting, exceptions } = applied;
  const capture = captureJob({ channel, events, registrations, beginner: begin, exceptions, waiting });

  const routes = (jobs: Jobs): Route[] => {
    const wholeIndex = new WholeIndex(lots, own.self.name);
    const starting = { supply: client, registrations, secrets, wholeIndex, kind, jobs };
    beginner = new RegistrationBeginner(starting);
    applied.ready(jobs);
    const { uploads } = foundation;
    const lotUploads = new LotUploads({ db, channel, beginner, registrations, uploads, jobs });
    const captures = new CaptureStore(db);
    const capturing = { db, uploads, captures, events, jobs, kind: capture, anchoring, machine };
    const deliveries = new EventDeliveryStore(db, foundation.config.outboxOverdue);
    const guard = channel.captureGuard();
    const index = new EventIndexStore(db);
    const prefixes = prefixesOfLedger(new CompanyPrefixStore(db));
    return [
      ...companyPrefixRoutes(client, new CompanyPrefixStore(db), channel),
      ...productRoutes(client, new ProductStore(db), channel),
      ...lotRoutes({ supply: client, channel, lots, secrets, uploads: lotUploads }),
      ...captureRoutes({
        ...{ captures, guard },
        documents: new DocumentCaptures(capturing),
        singles: new EventCaptures(capturing),
      }),
      ...capturedEventRoutes(events, guard),
      ...captureAnchorRoutes({ db, captureSecret, self: own.self.name, guard }),
      ...eventBodyRoutes({ deliveries, received, guard }),
      ...exceptionRoutes(exceptions),
      ...eventRoutes({ queries: new EventQueries(index, events), prefixes, guard }),
      ...resourceRoutes({ index, epcs: new KnownEpcs(index, events), prefixes, guard }),
    ];
  };
  const joined = {
    receivers: [
      lotSecretReceiver({ channel, supply: client, secrets, machine }),
      eventBodiesReceiver({ channel, received }),
    ],
    chores: [{ name: 'check received events', everyMs: CHECK_EVERY, run: () => received.check() }],
  };
  const headers = [{ below: '/epcis', headers: EPCIS_HEADERS }];
  const jobKinds = [kind, capture, applied.kind, anchoring];
  const chores = [...applied.chores, ...(channel.isJoined ? joined.chores : [])];
  const receivers = channel.isJoined ? joined.receivers : [];
  const signedIn = (person: string) => waiting.goOn(person);
  return { jobKinds, receivers, answerers: [], writers: [eventBodyWriter(db)], routes, headers, chores, signedIn };
}
