/** What an EPC says, apart from how it is written: the GS1 key behind an EPC URN or a Digital Link. */
import type { Gln } from '../gln';
import type { Gtin } from '../gtin';
import type { LotNumber } from '../lot-number';
import type { Serial } from '../serial';
import type { Sscc } from '../sscc';

/** One serialised pack. */
export interface Sgtin {
  readonly kind: 'sgtin';
  readonly gtin: Gtin;
  readonly serial: Serial;
}

/** A lot of a product, as a class of packs. */
export interface Lgtin {
  readonly kind: 'lgtin';
  readonly gtin: Gtin;
  readonly lot: LotNumber;
}

/** A product, as a class of packs. */
export interface ProductEpc {
  readonly kind: 'gtin';
  readonly gtin: Gtin;
}

/** One container. */
export interface ContainerEpc {
  readonly kind: 'sscc';
  readonly sscc: Sscc;
}

/** A place, perhaps a place within it. */
export interface PlaceEpc {
  readonly kind: 'sgln';
  readonly gln: Gln;
  readonly extension: string | undefined;
}

/** A party. */
export interface PartyEpc {
  readonly kind: 'pgln';
  readonly gln: Gln;
}

/** The keys that this network reads. Others (returnable assets, documents, …) stay texts. */
export type EpcKey = Sgtin | Lgtin | ProductEpc | ContainerEpc | PlaceEpc | PartyEpc;

/** A key, or which rule its text breaks; `unknown` when it is an identifier of another kind. */
export type EpcResult =
  | { readonly ok: true; readonly key: EpcKey }
  | { readonly ok: false; readonly rule: string; readonly isOtherKind: boolean };

/** Thrown inside the readers only; `readEpc` turns it into a result. */
export class EpcRefusal extends Error {
  constructor(
    readonly rule: string,
    readonly isOtherKind = false,
  ) {
    super(rule);
    this.name = 'EpcRefusal';
  }
}
