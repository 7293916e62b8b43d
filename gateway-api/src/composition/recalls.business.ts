/** Recalls and withdrawals as this gateway has them. */
import { channelByName, type MemberKind } from '@theriac/domain/consortium';
import { ChannelLedger } from '../ledger';
import { PackActStore } from '../supply/packs/pack-acts.store';
import { recallDecisionRoutes } from '../supply/recalls/recall-decisions.router';
import { RecallClient } from '../supply/recalls/recalls.client';
import { recallRoutes } from '../supply/recalls/recalls.router';
import { RecallStore } from '../supply/recalls/recalls.store';
import { ShownRecalls } from '../supply/recalls/shown-recalls';
import { StoppedPacks } from '../supply/recalls/stopped-packs';
import { SUPPLY_CHANNEL, SupplyChannel } from '../supply/supply-channel';
import type { Business, Foundation } from './foundation';

/** Who supplies packs, and is told which of a recall it supplied before. */
const DISPENSERS: readonly MemberKind[] = ['pharmacy', 'hospital'];

/** Recalls' part of the gateway; none where the consortium has no channel for medicines. */
export function recalls({ own, db, ledger }: Foundation): readonly Business[] {
  const found = channelByName(own.consortium, SUPPLY_CHANNEL);
  if (found === undefined) return [];
  const channel = new SupplyChannel(own.consortium, found, own.self);
  const client = new RecallClient(new ChannelLedger(ledger, SUPPLY_CHANNEL));
  const store = new RecallStore(db);
  const acts = new PackActStore(db, own.self.name);
  const findSupplied = DISPENSERS.includes(own.self.kind) ? acts.suppliedOf.bind(acts) : undefined;
  const shown = new ShownRecalls({
    client,
    store,
    packs: new StoppedPacks(db),
    findSupplied,
  });
  const routes = () => [...recallDecisionRoutes(client, channel), ...recallRoutes({ client, store, shown, channel })];
  return [{ jobKinds: [], receivers: [], answerers: [], routes }];
}
