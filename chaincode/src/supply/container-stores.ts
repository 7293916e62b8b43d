/** Containers are put with who must endorse their next change, and those that change together are put together. */
import type { Member } from '@theriac/domain/consortium';
import {
  type Container,
  type ContainerFamily,
  guardOf,
  type Shipment,
  type ShippedContainers,
} from '@theriac/domain/supply';
import type { Saves, StateStore } from '../ledger';

/** The stores that containers work with, and who their holders are. */
export interface ContainerStores {
  readonly containers: StateStore<Container>;
  readonly shipments: StateStore<Shipment>;
  memberNamed(name: string): Member;
}

/** Puts a container and its policy: one without the other is never written. */
export class GuardedContainerStore implements Saves<Container> {
  constructor(private readonly stores: ContainerStores) {}

  async put(container: Container): Promise<void> {
    const { containers } = this.stores;
    await containers.put(container);
    await containers.guard(
      container,
      guardOf(container, (member) => this.stores.memberNamed(member).mspId),
    );
  }
}

/** Puts containers. */
export class ContainersStore implements Saves<readonly Container[]> {
  constructor(private readonly stores: ContainerStores) {}

  async put(containers: readonly Container[]): Promise<void> {
    const store = new GuardedContainerStore(this.stores);
    for (const container of containers) await store.put(container);
  }
}

/** Puts a container and those that went into it, or were taken out of it. */
export class ContainerFamilyStore implements Saves<ContainerFamily> {
  constructor(private readonly stores: ContainerStores) {}

  put({ container, children }: ContainerFamily): Promise<void> {
    return new ContainersStore(this.stores).put([container, ...children]);
  }
}

/** Puts a shipment and its containers. */
export class ShippedContainersStore implements Saves<ShippedContainers> {
  constructor(private readonly stores: ContainerStores) {}

  async put({ shipment, containers }: ShippedContainers): Promise<void> {
    await this.stores.shipments.put(shipment);
    await new ContainersStore(this.stores).put(containers);
  }
}
