/** The block listeners of a gateway: one a channel. */
import { BlockListener, type ListenerObserver, type PrivateEvents } from '../blocks';
import type { OwnConsortium } from '../config';
import type { Database } from '../database';
import type { Ledger } from '../ledger';
import { channelNames, PROJECTIONS } from './projections';

/** The listeners, and their common end. */
export class Listeners {
  readonly all: readonly BlockListener[];
  readonly #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    own: OwnConsortium,
    ledger: Ledger,
    db: Database,
    observer: ListenerObserver,
    privateEvents: PrivateEvents,
  ) {
    this.all = channelNames(own).map((channel) => {
      const readers = PROJECTIONS.filter((projection) => projection.reads(channel));
      return new BlockListener({ channel, ledger, database: db, readers, observer, privateEvents });
    });
  }

  start(): void {
    this.#running = Promise.all(this.all.map((listener) => listener.run(this.#stop.signal)));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }
}
