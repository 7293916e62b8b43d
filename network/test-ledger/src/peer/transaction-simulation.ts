/** A whole transaction while it runs at an endorser: the public state and its collections. */
import type { PrivateWrites } from '../state/hashed-read-write-set';
import { compareByBytes } from '../state/key-order';
import type { ReadWriteSet } from '../state/transaction-set';
import type { WorldState } from '../state/world-state';
import { CollectionSimulation, type PrivateContext } from './collection-simulation';
import { Simulation } from './simulation';
import type { CollectionAccess } from './state-access';
import type { TransactionState } from './state-requests';

/** What a simulation came to. */
export interface Simulated {
  /** What the endorser signs. */
  readonly readWriteSet: ReadWriteSet;
  /** What it keeps to itself and the collections' members. */
  readonly written: readonly PrivateWrites[];
  /** The collections that a value was read of. */
  readonly privateReads: readonly string[];
}

/** Simulates one transaction. */
export class TransactionSimulation implements TransactionState {
  readonly open: Simulation;
  private readonly collections = new Map<string, CollectionSimulation>();

  constructor(
    state: WorldState,
    private readonly context: PrivateContext,
  ) {
    this.open = new Simulation(state, context.mode, context.rules);
  }

  collection(name: string): CollectionAccess {
    const found = this.collections.get(name);
    if (found !== undefined) return found;
    const made = new CollectionSimulation(name, this.context);
    this.collections.set(name, made);
    return made;
  }

  /** All of it, once the contract has ended. */
  get result(): Simulated {
    const touched = [...this.collections].sort(([a], [b]) => compareByBytes(a, b));
    return {
      readWriteSet: {
        ...this.open.readWriteSet,
        collections: touched.flatMap(([, collection]) => collection.readWriteSet ?? []),
      },
      written: touched.flatMap(([, collection]) => collection.written ?? []),
      privateReads: touched.flatMap(([name, { isRead }]) => (isRead ? [name] : [])),
    };
  }
}
