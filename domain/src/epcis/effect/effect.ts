/** What an event asks of the ledger, apart from how it is written. */
import type { Gln } from '../../gs1/gln';
import type { Sgtin } from '../../gs1/epc';
import type { Sscc } from '../../gs1/sscc';

/** Packs and containers that an event names. */
export interface Things {
  readonly packs: readonly Pick<Sgtin, 'gtin' | 'serial'>[];
  readonly containers: readonly Sscc[];
}

/** States that an event may give packs without supplying them. */
export type DecommissionedState = 'checked-out' | 'destroyed' | 'locked' | 'sample' | 'stolen';

/** What an event asks of the ledger. */
export type Effect =
  /** Packs begin: see `commissioning.ts`. */
  | { readonly kind: 'commission' }
  | ({ readonly kind: 'pack'; readonly parent: Sscc } & Things)
  /** Without things: all that lies in it. */
  | ({ readonly kind: 'unpack'; readonly parent: Sscc } & Things)
  | ({ readonly kind: 'ship'; readonly to: Gln; readonly isReturn: boolean } & Things)
  | ({ readonly kind: 'void' } & Things)
  | ({ readonly kind: 'receive' } & Things)
  | ({ readonly kind: 'supply' } & Things)
  | ({ readonly kind: 'decommission'; readonly state: DecommissionedState } & Things)
  /** Kept, anchored and found again; the ledger has nothing to do. */
  | { readonly kind: 'none' };

/** An effect, or why the ledger cannot apply the event: a sentence's end without values. */
export type EffectResult =
  { readonly ok: true; readonly effect: Effect } | { readonly ok: false; readonly reason: string };
