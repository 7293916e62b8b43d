/** What each business brings to the gateway: its routes, its jobs, and what it says to other members. Add yours here. */
import { AnchorsClient } from '../anchors/anchors.client';
import { anchorRoutes } from '../anchors/anchors.router';
import type { Caller } from '../caller';
import type { Config, OwnConsortium } from '../config';
import type { Database } from '../database';
import type { Route } from '../http/route';
import type { AnyJobKind, Jobs } from '../jobs';
import type { Ledger } from '../ledger';
import type { CallAnswerer, MemberClient, MessageReceiver } from '../members';
import type { OutboxStore } from '../outbox';
import type { UploadStore } from '../uploads';

/** What a business may build on. */
export interface Foundation {
  readonly config: Config;
  readonly own: OwnConsortium;
  readonly machine: Caller;
  readonly db: Database;
  readonly ledger: Ledger;
  readonly outbox: OutboxStore;
  readonly uploads: UploadStore;
  readonly members: MemberClient;
}

/** What a business brings. */
export interface Business {
  readonly jobKinds: readonly AnyJobKind[];
  readonly receivers: readonly MessageReceiver[];
  readonly answerers: readonly CallAnswerer[];
  /** Routes come last, since they start jobs. */
  routes(jobs: Jobs): readonly Route[];
}

/** Every business of this gateway. */
export function businesses(foundation: Foundation): readonly Business[] {
  return [anchors(foundation)];
}

function anchors({ ledger, db, own }: Foundation): Business {
  const client = new AnchorsClient(ledger);
  return { jobKinds: [], receivers: [], answerers: [], routes: () => anchorRoutes(client, db, own.channels) };
}
