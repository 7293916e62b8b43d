/** What each business brings to the gateway: its routes, its jobs, and what it says to other members. Add yours here. */
import { AnchorsClient } from '../anchors/anchors.client';
import { anchorRoutes } from '../anchors/anchors.router';
import { containers } from './containers.business';
import type { Business, Foundation } from './foundation';
import { handling } from './handling.business';
import { recalls } from './recalls.business';
import { supply } from './supply.business';
import { verification } from './verification.business';

/** Every business of this gateway. */
export function businesses(foundation: Foundation): readonly Business[] {
  return [
    anchors(foundation),
    ...supply(foundation),
    ...containers(foundation),
    ...handling(foundation),
    ...recalls(foundation),
    ...verification(foundation),
  ];
}

function anchors({ ledger, db, own }: Foundation): Business {
  const client = new AnchorsClient(ledger);
  return { jobKinds: [], receivers: [], answerers: [], routes: () => anchorRoutes(client, db, own.channels) };
}
