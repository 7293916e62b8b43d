/** Recalls and withdrawals as this gateway has them. */
import { DISPENSING_KINDS } from '@theriac/domain/supply';
import { recallDecisionRoutes } from '../supply/recalls/recall-decisions.router';
import { RecallClient } from '../supply/recalls/recalls.client';
import { recallRoutes } from '../supply/recalls/recalls.router';
import { RecallStore } from '../supply/recalls/recalls.store';
import { ShownRecalls } from '../supply/recalls/shown-recalls';
import { StoppedPacks } from '../supply/recalls/stopped-packs';
import type { SupplyChannel } from '../supply/supply-channel';
import type { Business, Foundation } from './foundation';
import type { OwnPacks } from './own-packs';

/** Recalls' part of the gateway. */
export function recalls({ own, db }: Foundation, channel: SupplyChannel, { ledger, acts }: OwnPacks): Business {
  const client = new RecallClient(ledger);
  const store = new RecallStore(db);
  // Who supplies packs is told which of a recall it supplied before.
  const findSupplied = DISPENSING_KINDS.includes(own.self.kind) ? acts.suppliedOf.bind(acts) : undefined;
  const shown = new ShownRecalls({ client, store, packs: new StoppedPacks(db), findSupplied });
  const routes = () => [...recallDecisionRoutes(client, channel), ...recallRoutes({ client, store, shown, channel })];
  return { jobKinds: [], receivers: [], answerers: [], routes };
}
