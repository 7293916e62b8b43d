/** How a scanned pack is named on the ledger: its digest, by the lot's secret here or from a member who has it. */
import { toHex } from '@theriac/domain/ledger';
import { packDigest, type PackRef } from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { MemberClient } from '../../members';
import type { LotStore } from '../lots.store';
import { nodeDigest } from '../node-digest';
import type { SupplyClient } from '../supply.client';
import { digestFromMember } from './digest-source';
import type { ScannedPack } from './judgement';
import type { LotShelf, ShelvedLot } from './lot-shelf';

/** What naming packs needs. */
export interface PackRefsParts {
  readonly self: string;
  readonly supply: SupplyClient;
  /** Whose certificate evaluates: reading leaves nothing on the ledger. */
  readonly machine: Caller;
  readonly shelf: LotShelf;
  readonly lots: LotStore;
  readonly client: MemberClient;
  readonly regulators: readonly string[];
}

/** Names packs as the ledger does. */
export class PackRefs {
  constructor(private readonly parts: PackRefsParts) {}

  /**
   * The pack's name on the ledger, whether it exists there or not.
   *
   * @throws LedgerError LOT_NOT_FOUND; MEMBER_UNAVAILABLE when the secret is not here and nobody who has it answers
   */
  async find(pack: ScannedPack): Promise<PackRef> {
    const lot = await this.parts.shelf.find(pack);
    if (lot !== undefined) return this.withSecret(lot, pack);
    const { maker } = await this.parts.supply.readLot(this.parts.machine, pack);
    return this.fromMember(maker, pack);
  }

  /** By the secret, with a hint where a lot of several parts has it. */
  async withSecret({ secret, hasSeveralParts }: ShelvedLot, { gtin, lot, serial }: ScannedPack): Promise<PackRef> {
    const digest = packDigest(nodeDigest, secret, gtin, serial);
    const part = hasSeveralParts ? await this.parts.lots.partHolding(gtin, [{ lot, digest }]) : undefined;
    return { gtin, lot, digest: toHex(digest), ...(part && { part }) };
  }

  /** By the maker, else the regulator. @throws LedgerError MEMBER_UNAVAILABLE */
  async fromMember(maker: string, pack: ScannedPack): Promise<PackRef> {
    const digest = await digestFromMember(this.parts.client, this.holdersOf(maker), pack);
    return { gtin: pack.gtin, lot: pack.lot, digest: toHex(digest) };
  }

  /** Who else has the secret of a maker's lot for certain, in the order to ask. */
  holdersOf(maker: string): readonly string[] {
    return [maker, ...this.parts.regulators].filter((name) => name !== this.parts.self);
  }
}
