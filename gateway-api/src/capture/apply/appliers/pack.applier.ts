/** Packing of what stands on the ledger: containers, and single packs that were packed before or are others'. */
import type { Sscc } from '@theriac/domain/gs1';
import { MOST_CHILDREN_A_COMMAND, MOST_PACKS_A_COMMAND } from '@theriac/domain/supply';
import type { ContainerClient } from '../../../supply/containers/container.client';
import type { PacksClient } from '../../../supply/packs/packs.client';
import { type Applying, type EffectOf, type EventApplier, inPieces } from '../event-applier';
import type { PackLocator } from '../pack-locator';

/** What it works with. */
export interface RepackingParts {
  readonly containers: ContainerClient;
  readonly packs: PacksClient;
  readonly locator: PackLocator;
}

/** Applies events that pack; a maker's first packings are `first-packings.ts`. */
export class PackApplier implements EventApplier<'pack'> {
  readonly kind = 'pack';

  constructor(private readonly parts: RepackingParts) {}

  async apply({ parent, containers, packs }: EffectOf<'pack'>, applying: Applying): Promise<void> {
    await this.#packContainers(parent, containers, applying);
    const located = await this.parts.locator.locate(packs);
    for (const { at, some } of inPieces(located, MOST_PACKS_A_COMMAND)) {
      const command = { sscc: parent, packs: some.map(({ ref }) => ref) };
      await applying.submit(`pack packs ${at}`, (reference) =>
        this.parts.packs.packPacks(applying.caller, command, reference),
      );
    }
  }

  async #packContainers(sscc: Sscc, children: readonly Sscc[], applying: Applying): Promise<void> {
    for (const { at, some } of inPieces(children, MOST_CHILDREN_A_COMMAND))
      await applying.submit(`pack ${at}`, (reference) =>
        this.parts.containers.packContainers(applying.caller, { sscc, children: some }, reference),
      );
  }
}
