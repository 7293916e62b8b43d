/** What custody's border and its discrepancies change together, saved together. */
import type {
  Departure,
  Discrepancy,
  LeftContainers,
  Readmission,
  ReadmittedContainers,
  ResolvedDiscrepancy,
  ShipmentDiscrepancy,
} from '@theriac/domain/supply';
import type { Saves, StateStore } from '../ledger';
import { type ContainerStores, ContainersStore, GuardedContainerStore } from './container-stores';

/** The stores that custody's border and its discrepancies work with. */
export interface CustodyStores extends ContainerStores {
  readonly departures: StateStore<Departure>;
  readonly readmissions: StateStore<Readmission>;
  readonly discrepancies: StateStore<Discrepancy>;
  readonly shipmentDiscrepancies: StateStore<ShipmentDiscrepancy>;
}

/** Puts a departure and its containers. */
export class LeftContainersStore implements Saves<LeftContainers> {
  constructor(private readonly stores: CustodyStores) {}

  async put({ departure, containers }: LeftContainers): Promise<void> {
    await this.stores.departures.put(departure);
    await new ContainersStore(this.stores).put(containers);
  }
}

/** Puts a readmission and its containers. */
export class ReadmittedContainersStore implements Saves<ReadmittedContainers> {
  constructor(private readonly stores: CustodyStores) {}

  async put({ readmission, containers }: ReadmittedContainers): Promise<void> {
    await this.stores.readmissions.put(readmission);
    await new ContainersStore(this.stores).put(containers);
  }
}

/** Puts a discrepancy that was reported, and lists it under its shipment. */
export class ReportedDiscrepancyStore implements Saves<Discrepancy> {
  constructor(private readonly stores: CustodyStores) {}

  async put(reported: Discrepancy): Promise<void> {
    const { discrepancy, shipment, changedAt } = reported;
    await this.stores.discrepancies.put(reported);
    if (shipment !== undefined) await this.stores.shipmentDiscrepancies.put({ shipment, discrepancy, changedAt });
  }
}

/** Puts a discrepancy that was resolved, and its container when that was written off. */
export class ResolvedDiscrepancyStore implements Saves<ResolvedDiscrepancy> {
  constructor(private readonly stores: CustodyStores) {}

  async put({ discrepancy, container }: ResolvedDiscrepancy): Promise<void> {
    await this.stores.discrepancies.put(discrepancy);
    if (container !== undefined) await new GuardedContainerStore(this.stores).put(container);
  }
}
