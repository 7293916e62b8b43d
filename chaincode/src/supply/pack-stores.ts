/** What a change of packs writes together. */
import type { HandOver, Pack, Repacked, ReportedHandOver } from '@theriac/domain/supply';
import { GUARDED_IN_CONTAINER, guardedByHolder } from '@theriac/domain/supply';
import type { Actor } from '@theriac/domain/ledger';
import type { Saves, StateStore } from '../ledger';
import { type ContainerStores, GuardedContainerStore } from './container-stores';

/** The stores that packs work with. */
export interface PackStores extends ContainerStores {
  readonly packs: StateStore<Pack>;
  readonly handOvers: StateStore<HandOver>;
}

/** Puts a container and the packs that went into it, or came out of it, each with who endorses its next change. */
export class RepackedStore implements Saves<Repacked> {
  constructor(
    private readonly stores: PackStores,
    private readonly by: Actor,
  ) {}

  async put({ container, packs }: Repacked): Promise<void> {
    await new GuardedContainerStore(this.stores).put(container);
    for (const pack of packs) {
      await this.stores.packs.put(pack);
      const guard = pack.container === undefined ? guardedByHolder(this.by) : GUARDED_IN_CONTAINER;
      await this.stores.packs.guard(pack, guard);
    }
  }
}

/** Puts what a report of a hand-over writes. */
export class ReportedHandOverStore implements Saves<ReportedHandOver> {
  constructor(private readonly stores: PackStores) {}

  async put({ pack, handOver }: ReportedHandOver): Promise<void> {
    if (pack !== undefined) {
      await this.stores.packs.put(pack.state);
      await this.stores.packs.guard(pack.state, pack.guard);
    }
    if (handOver !== undefined) await this.stores.handOvers.put(handOver);
  }
}
