/** What is done with goods by hand: repacked, taken out of stock by the case, reported, let go and taken in again. */
import { channelByName } from '@theriac/domain/consortium';
import { Alerts, AlertStore } from '../alerts';
import { ChannelLedger } from '../ledger';
import { ContainerClient } from '../supply/containers/container.client';
import { DepartureClient } from '../supply/departures/departure.client';
import { departureRoutes } from '../supply/departures/departures.router';
import { DepartureStore } from '../supply/departures/departures.store';
import { Readmissions } from '../supply/departures/readmissions';
import { discrepancyRoutes } from '../supply/discrepancies/discrepancies.router';
import { DiscrepancyStore } from '../supply/discrepancies/discrepancies.store';
import { DiscrepancyClient } from '../supply/discrepancies/discrepancy.client';
import { DiscrepancyReports } from '../supply/discrepancies/reports';
import { ContainerActing } from '../supply/packs/container-acting';
import { containerActRoutes } from '../supply/packs/container-acts.router';
import { PackActStore } from '../supply/packs/pack-acts.store';
import { PacksClient } from '../supply/packs/packs.client';
import { Repacking } from '../supply/packs/repacking';
import { SUPPLY_CHANNEL, SupplyChannel } from '../supply/supply-channel';
import { PackNames } from '../supply/verification/pack-names';
import type { Business, Foundation } from './foundation';
import { othersOf, packRefs } from './pack-refs';

/** The part of the gateway about goods in hand; none where the consortium has no channel for medicines. */
export function handling(foundation: Foundation): readonly Business[] {
  const { own, db, ledger, outbox } = foundation;
  const found = channelByName(own.consortium, SUPPLY_CHANNEL);
  if (found === undefined) return [];
  const channel = new SupplyChannel(own.consortium, found, own.self);
  const supply = new ChannelLedger(ledger, SUPPLY_CHANNEL);
  const regulators = othersOf(foundation, found, 'regulator');
  const self = own.self.name;
  const alerts = new Alerts({ db, store: new AlertStore(db), outbox, self });
  const names = new PackNames(packRefs(foundation, regulators), Date.now);
  const [containers, packs] = [new ContainerClient(supply), new PacksClient(supply)];
  const repacking = new Repacking({ containers, packs, names });
  const acting = new ContainerActing({ acts: new PackActStore(db, self), packs, containers });
  const discrepancies = new DiscrepancyClient(supply);
  const reports = new DiscrepancyReports({ client: discrepancies, names, alerts, regulators });
  const departures = new DepartureClient(supply);
  const readmitting = new Readmissions({ client: departures, alerts, regulators });
  const routes = () => [
    ...containerActRoutes({ repacking, acting, channel }),
    ...discrepancyRoutes({ reports, client: discrepancies, store: new DiscrepancyStore(db), channel }),
    ...departureRoutes({ client: departures, readmitting, store: new DepartureStore(db), channel }),
  ];
  return [{ jobKinds: [], receivers: [], answerers: [], routes }];
}
