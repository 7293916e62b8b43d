/**
 * Guards the serial index: a gateway that lost a part of it, as after a restore from an old backup, would register
 * serials a second time without noticing. Until the index of a product is whole again it registers nothing of it; serials
 * are unique within a product, so that others are not held up.
 */
import type { Gtin } from '@theriac/domain/gs1';
import { LedgerError } from '@theriac/domain/ledger';
import type { LotStore } from '../lots.store';

/** Checks the own index against what the ledger says this organisation sealed. */
export class WholeIndex {
  /** Sealed parts never change and packs never leave the index: what was whole stays so while this process runs. */
  readonly #known = new Set<string>();

  constructor(
    private readonly lots: LotStore,
    private readonly organisation: string,
  ) {}

  /** @throws LedgerError SERIAL_INDEX_INCOMPLETE */
  async require(gtins: ReadonlySet<Gtin>): Promise<void> {
    const sealed = await this.lots.sealedPartsOf(this.organisation, gtins);
    const unseen = sealed.filter((registration) => !this.#known.has(registration));
    if (unseen.length === 0) return;
    const missing = await this.lots.missingOf(unseen);
    if (missing.length > 0) {
      const packs = missing.reduce((sum, part) => sum + part.packs - part.held, 0);
      const lost = `${packs} packs of ${missing.length} sealed parts`;
      throw new LedgerError(
        'SERIAL_INDEX_INCOMPLETE',
        `the product’s serial index lacks ${lost}: restore this gateway’s own data`,
      );
    }
    for (const registration of unseen) this.#known.add(registration);
  }
}
