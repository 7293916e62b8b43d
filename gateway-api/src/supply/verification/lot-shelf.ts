/** Lots' secrets at hand: read once from the database, kept for a minute, so that a scan costs no query. */
import { LatestKept } from '../../latest-kept';
import type { LotStore } from '../lots.store';
import type { LotSecretStore } from '../lot-secrets/lot-secrets.store';
import type { LotKey } from '../supply.client';

/** A lot whose secret is here. */
export interface ShelvedLot {
  readonly secret: Uint8Array;
  /** With several parts it is worth asking the projection which one to look in. */
  readonly hasSeveralParts: boolean;
}

interface Entry extends ShelvedLot {
  readonly until: number;
}

/** A shop scans packs of hundreds of lots an hour. A lot that was begun anew has another secret: see `findAnew`. */
const KEEP_MS = 60_000;
/** Some hundred bytes each. */
const MOST = 20_000;

/** The lots at hand. What is not there is not remembered: a secret may arrive at any moment. */
export class LotShelf {
  readonly #entries = new LatestKept<Entry>(MOST);

  constructor(
    private readonly secrets: LotSecretStore,
    private readonly lots: LotStore,
    private readonly now: () => number = Date.now,
  ) {}

  async find(key: LotKey): Promise<ShelvedLot | undefined> {
    const known = this.#entries.get(nameOf(key));
    if (known !== undefined && known.until > this.now()) return known;
    return this.findAnew(key);
  }

  /** Reads past what is at hand: asked before a pack is called unknown. */
  async findAnew(key: LotKey): Promise<ShelvedLot | undefined> {
    const name = nameOf(key);
    this.#entries.delete(name);
    const [held, parts] = await Promise.all([this.secrets.find(key), this.lots.sealedPartsIn(key)]);
    if (held === undefined) return undefined;
    const entry = { secret: held.secret, hasSeveralParts: parts > 1, until: this.now() + KEEP_MS };
    this.#entries.set(name, entry);
    return entry;
  }
}

function nameOf({ gtin, lot }: LotKey): string {
  return gtin + lot;
}
