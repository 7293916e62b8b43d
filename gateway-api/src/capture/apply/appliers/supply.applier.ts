/** Dispensing: what has happened is recorded whatever the ledger thinks of it, and flagged where it should not have. */
import type { ContainerActing } from '../../../supply/packs/container-acting';
import type { PackActing } from '../../../supply/packs/pack-acting';
import { type Applying, type EffectOf, type EventApplier } from '../event-applier';
import type { ScansOfPacks } from './scans-of-packs';

/** What acts on packs and containers work with. */
export interface ActingParts {
  readonly acting: PackActing;
  readonly scans: ScansOfPacks;
  readonly containers: ContainerActing;
}

/** Applies events that dispense. */
export class SupplyApplier implements EventApplier<'supply'> {
  readonly kind = 'supply';

  constructor(private readonly parts: ActingParts) {}

  async apply({ packs, containers }: EffectOf<'supply'>, applying: Applying): Promise<void> {
    const { acting, scans } = this.parts;
    const { caller } = applying;
    for (const [index, scan] of (await scans.of(packs)).entries())
      await applying.submit(`hand over ${index}`, async (reference) => {
        const { committed, flags } = await acting.reportHandOver({ caller, scan, reference });
        if (flags.length > 0) await applying.except('flagged-hand-over', `handed over although ${flags.join(', ')}`);
        return { transactionId: committed?.transactionId ?? '' };
      });
    for (const sscc of containers)
      await applying.submit(`supply ${sscc}`, (reference) =>
        this.parts.containers.change({ caller, sscc, reference }, 'supplied'),
      );
  }
}
