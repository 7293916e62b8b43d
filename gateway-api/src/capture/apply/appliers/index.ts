/** The appliers by the kinds of effects. */
import type { Effect } from '@theriac/domain/epcis';
import { LedgerError } from '@theriac/domain/ledger';
import type { Applying, EventApplier } from '../event-applier';
import type { Reversal } from '../reversal';

/** Kinds of effects that are applied to the ledger by commands: commissionings are registered by the capture itself. */
export type AppliedKind = Exclude<Effect['kind'], 'commission' | 'none'>;

/** An applier of each kind. */
export type AppliersByKind = { readonly [Kind in AppliedKind]: EventApplier<Kind> };

/** Applies events of every kind. */
export class Appliers {
  constructor(
    private readonly byKind: AppliersByKind,
    private readonly reversal: Reversal,
  ) {}

  /** @throws LedgerError the applier's refusals */
  apply(effect: Effect, applying: Applying): Promise<void> {
    const { byKind } = this;
    switch (effect.kind) {
      case 'pack':
        return byKind.pack.apply(effect, applying);
      case 'unpack':
        return byKind.unpack.apply(effect, applying);
      case 'ship':
        return byKind.ship.apply(effect, applying);
      case 'void':
        return byKind.void.apply(effect, applying);
      case 'receive':
        return byKind.receive.apply(effect, applying);
      case 'supply':
        return byKind.supply.apply(effect, applying);
      case 'decommission':
        return byKind.decommission.apply(effect, applying);
      case 'commission':
      case 'none':
        return Promise.reject(new LedgerError('INVALID_INPUT', 'asks nothing of the ledger'));
    }
  }

  /** Takes back what the event did that this one declares wrong. */
  reverse(applying: Applying): Promise<void> {
    return this.reversal.apply(applying);
  }
}
