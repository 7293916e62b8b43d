/** What is done with goods by hand: repacked, taken out of stock by the case, reported, let go and taken in again. */
import { DepartureClient } from '../supply/departures/departure.client';
import { departureRoutes } from '../supply/departures/departures.router';
import { DepartureStore } from '../supply/departures/departures.store';
import { Readmissions } from '../supply/departures/readmissions';
import { discrepancyRoutes } from '../supply/discrepancies/discrepancies.router';
import { DiscrepancyStore } from '../supply/discrepancies/discrepancies.store';
import { DiscrepancyClient } from '../supply/discrepancies/discrepancy.client';
import { DiscrepancyReports } from '../supply/discrepancies/reports';
import { containerActRoutes } from '../supply/packs/container-acts.router';
import { Repacking } from '../supply/packs/repacking';
import type { SupplyChannel } from '../supply/supply-channel';
import type { Business, Foundation } from './foundation';
import type { OwnPacks } from './own-packs';

/** The part of the gateway about goods in hand. */
export function handling({ db }: Foundation, channel: SupplyChannel, own: OwnPacks): Business {
  const { ledger, containers, packs, names, alerts, regulators, containerActing: acting } = own;
  const repacking = new Repacking({ containers, packs, names });
  const discrepancies = new DiscrepancyClient(ledger);
  const reports = new DiscrepancyReports({ client: discrepancies, names, alerts, regulators });
  const departures = new DepartureClient(ledger);
  const readmitting = new Readmissions({ client: departures, alerts, regulators });
  const routes = () => [
    ...containerActRoutes({ repacking, acting, channel }),
    ...discrepancyRoutes({ reports, client: discrepancies, store: new DiscrepancyStore(db), channel }),
    ...departureRoutes({ client: departures, readmitting, store: new DepartureStore(db), channel }),
  ];
  return { jobKinds: [], receivers: [], answerers: [], routes };
}
