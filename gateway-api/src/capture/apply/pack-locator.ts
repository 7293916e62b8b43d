/** Finds packs that events name without their lot: by the maker's serial index, else by the lots' secrets that are here. */
import type { Gtin, LotNumber, Serial } from '@theriac/domain/gs1';
import { LedgerError, toHex } from '@theriac/domain/ledger';
import { packDigest, type PackRef } from '@theriac/domain/supply';
import type { Database } from '../../database';
import type { LotSecretStore } from '../../supply/lot-secrets/lot-secrets.store';
import type { LotStore } from '../../supply/lots.store';
import { nodeDigest } from '../../supply/node-digest';
import type { PackingStore } from '../../supply/packing/packings.store';

/** A pack as EPCIS names it. */
export interface NamedPack {
  readonly gtin: Gtin;
  readonly serial: Serial;
}

/** A pack with its lot, and its name on the ledger. */
export interface LocatedPack extends NamedPack {
  readonly ref: PackRef;
}

/** What locating needs. */
export interface PackLocatorParts {
  readonly db: Database;
  readonly packings: PackingStore;
  readonly secrets: LotSecretStore;
  readonly lots: LotStore;
}

/** One event's packs are looked for in so many lots of a product at most: the newest. */
const MOST_LOTS = 500;

/** Finds packs. */
export class PackLocator {
  constructor(private readonly parts: PackLocatorParts) {}

  /** The packs in their order. @throws LedgerError PACK_NOT_FOUND when one is in no lot that is known here */
  async locate(packs: readonly NamedPack[]): Promise<LocatedPack[]> {
    const refs = new Map<string, PackRef>();
    for (const gtin of new Set(packs.map((pack) => pack.gtin))) {
      const serials = packs.filter((pack) => pack.gtin === gtin).map(({ serial }) => serial);
      for (const [serial, ref] of await this.#refsOf(gtin, serials)) refs.set(`${gtin} ${serial}`, ref);
    }
    return packs.map(({ gtin, serial }, index) => {
      const ref = refs.get(`${gtin} ${serial}`);
      if (ref === undefined) throw new LedgerError('PACK_NOT_FOUND', `the ${index + 1}. pack is in no lot known here`);
      return { gtin, serial, ref };
    });
  }

  async #refsOf(gtin: Gtin, serials: readonly Serial[]): Promise<Map<Serial, PackRef>> {
    const { db, packings, secrets } = this.parts;
    const own = await packings.partsOf(gtin, serials, db);
    const held = await secrets.ofProduct(gtin, MOST_LOTS);
    const byLot = new Map(held.map(({ lot, secret }) => [lot, secret]));
    const refs = new Map<Serial, PackRef>();
    for (const serial of serials) {
      const part = own.get(serial);
      const secret = part && byLot.get(part.lot);
      const ref =
        part === undefined || secret === undefined
          ? await this.#byPages(gtin, serial, byLot)
          : refOf(gtin, part.lot, packDigest(nodeDigest, secret, gtin, serial), part.registration);
      if (ref !== undefined) refs.set(serial, ref);
    }
    return refs;
  }

  async #byPages(
    gtin: Gtin,
    serial: Serial,
    secrets: ReadonlyMap<LotNumber, Uint8Array>,
  ): Promise<PackRef | undefined> {
    const traces = Array.from(secrets, ([lot, secret]) => ({
      lot,
      digest: packDigest(nodeDigest, secret, gtin, serial),
    }));
    const registration = await this.parts.lots.partHolding(gtin, traces);
    const lot = registration === undefined ? undefined : await this.parts.lots.lotOfPart(registration);
    const trace = traces.find((one) => one.lot === lot);
    return trace && registration !== undefined ? refOf(gtin, trace.lot, trace.digest, registration) : undefined;
  }
}

function refOf(gtin: Gtin, lot: LotNumber, digest: Uint8Array, part: string): PackRef {
  return { gtin, lot, digest: toHex(digest), part };
}
