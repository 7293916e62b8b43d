/** Containers as this gateway has them: packing, where they are, how they pass on, and the secrets that go with them. */
import { channelByName } from '@theriac/domain/consortium';
import type { Route } from '../http/route';
import type { Jobs } from '../jobs';
import { ChannelLedger } from '../ledger';
import { CompanyPrefixStore } from '../supply/company-prefixes.store';
import { ContainerClient } from '../supply/containers/container.client';
import { containerRoutes } from '../supply/containers/containers.router';
import { ContainerStore } from '../supply/containers/containers.store';
import { PlacedContainers } from '../supply/containers/placed-containers';
import { CustodyClient } from '../supply/custody/custody.client';
import { ShipmentDraftStore } from '../supply/custody/shipment-drafts.store';
import { Shipments } from '../supply/custody/shipments';
import { shipmentRoutes } from '../supply/custody/shipments.router';
import { ShipmentStore } from '../supply/custody/shipments.store';
import { lotSecretAnswerer } from '../supply/lot-secrets/lot-secret.call';
import { LotSecretStore } from '../supply/lot-secrets/lot-secrets.store';
import { SecretsAlong } from '../supply/lot-secrets/secrets-along';
import { PackingBeginner } from '../supply/packing/begin-packing';
import { packPartJob } from '../supply/packing/pack-part.job';
import { PackingPageStore } from '../supply/packing/packing-pages.store';
import { PackingRequests } from '../supply/packing/packing-requests';
import { PackingClient } from '../supply/packing/packing.client';
import { packingRoutes } from '../supply/packing/packings.router';
import { PackingStore } from '../supply/packing/packings.store';
import { RegistrationStore } from '../supply/registration/registrations.store';
import { SUPPLY_CHANNEL, SupplyChannel } from '../supply/supply-channel';
import type { Business, Foundation } from './foundation';

/** How soon after a shipment's block its receiver is owed the secrets: an indexed look that mostly finds nothing. */
const SECRETS_EVERY = 1_000;

/** Begins packings for events that were captured; the packing job itself is the business's. */
export function packingBeginner({ db, ledger, machine }: Foundation, jobs: Jobs): PackingBeginner {
  const supply = new ChannelLedger(ledger, SUPPLY_CHANNEL);
  const [packings, registrations, secrets] = [new PackingStore(db), new RegistrationStore(db), new LotSecretStore(db)];
  const pages = new PackingPageStore(db);
  return new PackingBeginner({
    ...{ packings, registrations, jobs },
    prefixes: new CompanyPrefixStore(db),
    containers: new ContainerStore(db),
    placed: new PlacedContainers(new ContainerClient(supply)),
    kind: packPartJob({ client: new PackingClient(supply), packings, pages, registrations, secrets, machine }),
  });
}

/** The part of the gateway about containers; none where the consortium has no channel for medicines. */
export function containers({ own, db, ledger, machine, outbox, uploads }: Foundation): readonly Business[] {
  const found = channelByName(own.consortium, SUPPLY_CHANNEL);
  if (found === undefined) return [];
  const channel = new SupplyChannel(own.consortium, found, own.self);
  const supply = new ChannelLedger(ledger, SUPPLY_CHANNEL);
  const client = new ContainerClient(supply);
  const placed = new PlacedContainers(client);
  const store = new ContainerStore(db);
  const shipments = new ShipmentStore(db);
  const secrets = new LotSecretStore(db);
  const registrations = new RegistrationStore(db);
  const packings = new PackingStore(db);
  const pages = new PackingPageStore(db);
  const kind = packPartJob({ client: new PackingClient(supply), packings, pages, registrations, secrets, machine });

  const routes = (jobs: Jobs): Route[] => {
    const now = Date.now;
    const prefixes = new CompanyPrefixStore(db);
    const beginner = new PackingBeginner({
      ...{ packings, registrations, prefixes, placed, kind, jobs },
      containers: store,
    });
    const requests = new PackingRequests({ db, beginner, packings, uploads, jobs });
    const custody = new CustodyClient(supply);
    const drafts = new ShipmentDraftStore(db);
    const handling = new Shipments({ channel, client: custody, containers: placed, drafts, now });
    return [
      ...packingRoutes(requests, channel),
      ...containerRoutes({ client, placed, containers: store, channel }),
      ...shipmentRoutes({ handling, client: custody, placed, shipments, channel, now }),
    ];
  };
  if (!channel.isJoined) return [{ jobKinds: [kind], receivers: [], answerers: [], routes }];
  const along = new SecretsAlong({ db, self: own.self.name, shipments, secrets, outbox });
  return [
    {
      jobKinds: [kind],
      receivers: [],
      answerers: [lotSecretAnswerer({ channel, placed, secrets, machine })],
      routes,
      chores: [{ name: 'owe secrets', everyMs: SECRETS_EVERY, run: () => along.run() }],
    },
  ];
}
