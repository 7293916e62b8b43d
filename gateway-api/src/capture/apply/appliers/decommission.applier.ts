/** Decommissioning: packs, or all packs of a container, leave the saleable stock without being supplied. */
import { type Applying, type EffectOf, type EventApplier } from '../event-applier';
import type { ActingParts } from './supply.applier';

/** Applies events that decommission. */
export class DecommissionApplier implements EventApplier<'decommission'> {
  readonly kind = 'decommission';

  constructor(private readonly parts: ActingParts) {}

  async apply({ packs, containers, state }: EffectOf<'decommission'>, applying: Applying): Promise<void> {
    const { acting, scans } = this.parts;
    const { caller } = applying;
    for (const [index, scan] of (await scans.of(packs)).entries())
      await applying.submit(`decommission ${index}`, async (reference) => {
        const { committed } = await acting.decommission({ caller, scan, reference }, state);
        return committed;
      });
    for (const sscc of containers)
      await applying.submit(`decommission ${sscc}`, (reference) =>
        this.parts.containers.change({ caller, sscc, reference }, state),
      );
  }
}
