/** Containers as this gateway has them: packing, where they are, how they pass on, and the secrets that go with them. */
import type { Route } from '../http/route';
import type { Jobs } from '../jobs';
import { CompanyPrefixStore } from '../supply/company-prefixes.store';
import { containerRoutes } from '../supply/containers/containers.router';
import { ContainerStore } from '../supply/containers/containers.store';
import { PlacedContainers } from '../supply/containers/placed-containers';
import { CustodyClient } from '../supply/custody/custody.client';
import { ShipmentDraftStore } from '../supply/custody/shipment-drafts.store';
import { Shipments } from '../supply/custody/shipments';
import { shipmentRoutes } from '../supply/custody/shipments.router';
import { ShipmentStore } from '../supply/custody/shipments.store';
import { lotSecretAnswerer } from '../supply/lot-secrets/lot-secret.call';
import { SecretsAlong } from '../supply/lot-secrets/secrets-along';
import { PackingBeginner } from '../supply/packing/begin-packing';
import { type PackPartJob, packPartJob } from '../supply/packing/pack-part.job';
import { PackingPageStore } from '../supply/packing/packing-pages.store';
import { PackingRequests } from '../supply/packing/packing-requests';
import { PackingClient } from '../supply/packing/packing.client';
import { packingRoutes } from '../supply/packing/packings.router';
import { PackingStore } from '../supply/packing/packings.store';
import { RegistrationStore } from '../supply/registration/registrations.store';
import type { SupplyChannel } from '../supply/supply-channel';
import type { Business, Foundation } from './foundation';
import type { OwnPacks } from './own-packs';

/** How soon after a shipment's block its receiver is owed the secrets: an indexed look that mostly finds nothing. */
const SECRETS_EVERY = 1_000;

/** The kind of job that packs. */
export function packPart({ db, machine }: Foundation, { ledger, secrets }: OwnPacks): PackPartJob {
  const [packings, registrations] = [new PackingStore(db), new RegistrationStore(db)];
  const pages = new PackingPageStore(db);
  return packPartJob({ client: new PackingClient(ledger), packings, pages, registrations, secrets, machine });
}

/** Begins packings, asked for over HTTP or by events that were captured. */
export function packingBeginner(foundation: Foundation, own: OwnPacks, jobs: Jobs): PackingBeginner {
  const { db } = foundation;
  return new PackingBeginner({
    packings: new PackingStore(db),
    registrations: new RegistrationStore(db),
    prefixes: new CompanyPrefixStore(db),
    containers: new ContainerStore(db),
    placed: new PlacedContainers(own.containers),
    kind: packPart(foundation, own),
    jobs,
  });
}

/** The part of the gateway about containers. */
export function containers(foundation: Foundation, channel: SupplyChannel, own: OwnPacks): Business {
  const { db, machine, outbox, uploads } = foundation;
  const { containers: client, secrets } = own;
  const placed = new PlacedContainers(client);
  const shipments = new ShipmentStore(db);

  const routes = (jobs: Jobs): Route[] => {
    const now = Date.now;
    const [packings, beginner] = [new PackingStore(db), packingBeginner(foundation, own, jobs)];
    const requests = new PackingRequests({ db, beginner, packings, uploads, jobs });
    const custody = new CustodyClient(own.ledger);
    const drafts = new ShipmentDraftStore(db);
    const handling = new Shipments({ channel, client: custody, containers: placed, drafts, now });
    return [
      ...packingRoutes(requests, channel),
      ...containerRoutes({ client, placed, containers: new ContainerStore(db), channel }),
      ...shipmentRoutes({ handling, client: custody, placed, shipments, channel, now }),
    ];
  };
  const jobKinds = [packPart(foundation, own)];
  if (!channel.isJoined) return { jobKinds, receivers: [], answerers: [], routes };
  const along = new SecretsAlong({ db, self: channel.self.name, shipments, secrets, outbox });
  return {
    ...{ jobKinds, receivers: [], routes },
    answerers: [lotSecretAnswerer({ channel, placed, secrets, machine })],
    chores: [{ name: 'owe secrets', everyMs: SECRETS_EVERY, run: () => along.run() }],
  };
}
