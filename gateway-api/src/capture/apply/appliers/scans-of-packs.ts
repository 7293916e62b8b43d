/** Packs of events as their labels would be scanned: acts on them then go the way of every other act. */
import { packElementString, calendarDateSchema } from '@theriac/domain/gs1';
import { LedgerError } from '@theriac/domain/ledger';
import type { LotStore } from '../../../supply/lots.store';
import type { NamedPack, PackLocator } from '../pack-locator';

/** Writes packs' codes. */
export class ScansOfPacks {
  constructor(
    private readonly locator: PackLocator,
    private readonly lots: LotStore,
  ) {}

  /** In their order. @throws LedgerError PACK_NOT_FOUND, LOT_NOT_FOUND */
  async of(packs: readonly NamedPack[]): Promise<string[]> {
    const scans: string[] = [];
    for (const { gtin, serial, ref } of await this.locator.locate(packs)) {
      const expiry = await this.lots.expiryOf(ref);
      if (expiry === undefined) throw new LedgerError('LOT_NOT_FOUND', 'the lot’s block has not arrived here yet');
      scans.push(packElementString({ gtin, serial, lot: ref.lot, expiry: calendarDateSchema.parse(expiry) }));
    }
    return scans;
  }
}
