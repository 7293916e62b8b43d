/** Unpacking: what is named comes out; when that is all that lies in it, or nothing is named, the container is opened. */
import type { Things } from '@theriac/domain/epcis';
import { type Container, MOST_CHILDREN_A_COMMAND, MOST_PACKS_A_COMMAND } from '@theriac/domain/supply';
import { z } from 'zod';
import { type Applying, type EffectOf, type EventApplier, inPieces } from '../event-applier';
import type { RepackingParts } from './pack.applier';

/** Applies events that unpack. */
export class UnpackApplier implements EventApplier<'unpack'> {
  readonly kind = 'unpack';

  constructor(private readonly parts: RepackingParts) {}

  async apply({ parent, containers: children, packs }: EffectOf<'unpack'>, applying: Applying): Promise<void> {
    const { caller } = applying;
    const { containers, locator, packs: client } = this.parts;
    const isAll = await applying.decide('opens', z.boolean(), async () =>
      isAllOf(await containers.readContainer(caller, parent), { containers: children, packs }),
    );
    if (isAll) {
      await applying.submit('open', (reference) => containers.openContainer(caller, parent, reference));
      return;
    }
    for (const { at, some } of inPieces(children, MOST_CHILDREN_A_COMMAND))
      await applying.submit(`unpack ${at}`, (reference) =>
        containers.unpackContainers(caller, { sscc: parent, children: some }, reference),
      );
    for (const { at, some } of inPieces(await locator.locate(packs), MOST_PACKS_A_COMMAND)) {
      const command = { sscc: parent, packs: some.map(({ ref }) => ref) };
      await applying.submit(`unpack packs ${at}`, (reference) => client.unpackPacks(caller, command, reference));
    }
  }
}

/** Whether things are all that lies in a container; packs are counted, since the ledger does not list them. */
function isAllOf(container: Container, { containers, packs }: Things): boolean {
  if (containers.length + packs.length === 0) return true;
  const inside = [...container.contents, ...(container.repacked ?? [])].reduce((sum, one) => sum + one.packs, 0);
  const named = new Set(containers);
  return (
    packs.length === inside &&
    named.size === container.children.length &&
    container.children.every((one) => named.has(one))
  );
}
