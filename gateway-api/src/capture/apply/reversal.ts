/** Error declarations: what the event did is taken back where the state still allows it. */
import { type Effect, effectOf } from '@theriac/domain/epcis';
import { LedgerError } from '@theriac/domain/ledger';
import { MOST_CONTAINERS_A_SHIPMENT } from '@theriac/domain/supply';
import { z } from 'zod';
import type { ExceptionStore } from '../../exceptions/exceptions.store';
import type { SupplyChannel } from '../../supply/supply-channel';
import type { CapturedEventStore } from '../captured-events.store';
import type { ApplicationStore } from './applications.store';
import type { ActingParts } from './appliers/supply.applier';
import type { UnpackApplier } from './appliers/unpack.applier';
import type { VoidApplier } from './appliers/void.applier';
import type { DepartureClient } from '../../supply/departures/departure.client';
import { type Applying, type EffectOf, inPieces } from './event-applier';

/** What it works with. */
export interface ReversalParts extends ActingParts {
  readonly channel: SupplyChannel;
  readonly store: ApplicationStore;
  readonly events: CapturedEventStore;
  readonly exceptions: ExceptionStore;
  readonly unpacking: UnpackApplier;
  readonly voiding: VoidApplier;
  readonly departures: DepartureClient;
}

const DECLARED_WRONG = 'was declared wrong before it was applied';

/** Takes back what events did. */
export class Reversal {
  constructor(private readonly parts: ReversalParts) {}

  /** @throws LedgerError EVENT_NOT_FOUND while the event is not captured; EVENT_NOT_REVERSIBLE; the contract's refusals */
  async apply(applying: Applying): Promise<void> {
    const { events, store, exceptions } = this.parts;
    const wrong = await events.declaredWrongBy(applying.number);
    if (wrong === undefined)
      throw new LedgerError('EVENT_NOT_FOUND', 'the event that it declares wrong is not captured');
    const stands = await applying.decide('stands', STANDS, async () => {
      const row = await store.find(wrong.number);
      // Commissionings have no row of their own.
      if (row === undefined) return wrong.isRefused ? 'nothing' : 'applied';
      if (row.state === 'applied') return 'applied';
      return row.state === 'recorded' || row.state === 'not-applied' ? 'nothing' : 'waiting';
    });
    if (stands === 'waiting') await store.settle(wrong.number, { state: 'recorded', reason: DECLARED_WRONG });
    const result = effectOf(wrong.event);
    if (stands === 'applied' && result.ok) await this.#reverse(result.effect, applying);
    else await exceptions.closeOf(wrong.number, new Date(), store.db);
  }

  #reverse(effect: Effect, applying: Applying): Promise<void> {
    const { unpacking, voiding, channel } = this.parts;
    switch (effect.kind) {
      case 'none':
        return Promise.resolve();
      case 'pack':
        return unpacking.apply({ ...effect, kind: 'unpack' }, applying);
      case 'ship':
        return channel.memberAt(effect.to) === undefined
          ? this.#comeBack(effect, applying)
          : voiding.takeBack(effect.containers, applying);
      case 'supply':
      case 'decommission':
        return this.#undo(effect, applying);
      case 'commission':
      case 'unpack':
      case 'void':
      case 'receive':
        throw new LedgerError('EVENT_NOT_REVERSIBLE', NOT_REVERSIBLE[effect.kind]);
    }
  }

  async #comeBack({ containers, to: from }: EffectOf<'ship'>, applying: Applying): Promise<void> {
    for (const { at, some } of inPieces(containers, MOST_CONTAINERS_A_SHIPMENT)) {
      const command = { readmission: applying.id(`readmission ${at}`), from, containers: some };
      await applying.submit(`readmit ${at}`, (reference) =>
        this.parts.departures.readmit(applying.caller, command, reference),
      );
    }
  }

  async #undo({ packs, containers }: EffectOf<'supply' | 'decommission'>, applying: Applying): Promise<void> {
    const { acting, scans } = this.parts;
    const { caller } = applying;
    for (const [index, scan] of (await scans.of(packs)).entries())
      await applying.submit(`undo ${index}`, async (reference) => {
        const { committed } = await acting.undo({ caller, scan, reference });
        return committed;
      });
    for (const sscc of containers)
      await applying.submit(`undo ${sscc}`, (reference) => this.parts.containers.undo({ caller, sscc, reference }));
  }
}

const STANDS = z.enum(['applied', 'nothing', 'waiting']);

const NOT_REVERSIBLE = {
  commission: 'packs that were registered stay so: they are decommissioned',
  unpack: 'what was unpacked is packed by another event',
  void: 'what was taken back is shipped by another event',
  receive: 'what was received is sent back by another event',
} as const;
