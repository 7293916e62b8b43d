/** Whether a pack may exist, by what this gateway has read of the blocks: asked before the ledger is, where most are made up. */
import { packDigest } from '@theriac/domain/supply';
import type { LotStore } from '../lots.store';
import { nodeDigest } from '../node-digest';
import type { ScannedPack } from './judgement';
import type { LotShelf } from './lot-shelf';

/** Knows packs from a projection: never the last word, but enough to see that a guess is none. */
export class PackTraces {
  constructor(
    private readonly shelf: LotShelf,
    private readonly lots: LotStore,
  ) {}

  /** False when no sealed part that has arrived here holds the pack; true where the lot's secret is not here to tell. */
  async mayExist(pack: ScannedPack): Promise<boolean> {
    if ((await this.lots.sealedPartsIn(pack)) === 0) return false;
    const lot = await this.shelf.find(pack);
    if (lot === undefined) return true;
    const digest = packDigest(nodeDigest, lot.secret, pack.gtin, pack.serial);
    return (await this.lots.partHolding(pack.gtin, [{ lot: pack.lot, digest }])) !== undefined;
  }
}
