/** What each business brings to the gateway: its routes, its jobs, and what it says to other members. Add yours here. */
import { channelByName } from '@theriac/domain/consortium';
import { AnchorsClient } from '../anchors/anchors.client';
import { anchorRoutes } from '../anchors/anchors.router';
import { SUPPLY_CHANNEL, SupplyChannel } from '../supply/supply-channel';
import { containers } from './containers.business';
import { healthRecords } from './ehr.business';
import type { Business, Foundation } from './foundation';
import { handling } from './handling.business';
import { journal } from './journal.business';
import { ownPacks } from './own-packs';
import { recalls } from './recalls.business';
import { supply } from './supply.business';
import { verification } from './verification.business';
import { vrs } from './vrs.business';

/** Every business of this gateway. */
export function businesses(foundation: Foundation): readonly Business[] {
  return [anchors(foundation), journal(foundation), ...medicines(foundation), ...healthRecords(foundation)];
}

function anchors({ ledger, db, own }: Foundation): Business {
  const client = new AnchorsClient(ledger);
  return { jobKinds: [], receivers: [], answerers: [], routes: () => anchorRoutes(client, db, own.channels) };
}

/** None where the consortium has no channel for medicines. */
function medicines(foundation: Foundation): readonly Business[] {
  const { consortium, self } = foundation.own;
  const found = channelByName(consortium, SUPPLY_CHANNEL);
  if (found === undefined) return [];
  const channel = new SupplyChannel(consortium, found, self);
  const packs = ownPacks(foundation, channel);
  const verifying = verification(foundation, channel, packs);
  return [
    supply(foundation, channel, packs),
    containers(foundation, channel, packs),
    handling(foundation, channel, packs),
    recalls(foundation, channel, packs),
    verifying.business,
    vrs(foundation, channel, verifying.shared),
  ];
}
