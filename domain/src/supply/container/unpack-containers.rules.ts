/** Containers are taken out of a container, which stays closed. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import type { ContainersUnpacked } from './container.events';
import type { Container, Holder, UnpackContainers } from './container.schema';
import type { ContainerFamily } from './pack-containers.rules';
import { handsOf, isInside, type PlacedContainer, requireStandingAt, standing } from './place';

/** What the ledger holds about containers that are to be taken out of another. */
export interface UnpackingSituation {
  readonly from: PlacedContainer;
  readonly children: readonly Container[];
}

/**
 * Takes containers out of a container. The same again is a success until anything else happens to them.
 *
 * @throws LedgerError CONTAINER_INSIDE, NOT_HOLDER, SITE_MISSING, CONTAINER_OPENED, CONTAINER_NOT_INSIDE
 */
export function unpackContainers(
  { from, children }: UnpackingSituation,
  command: UnpackContainers,
  by: Actor,
  now: Instant,
): Decision<ContainerFamily, ContainersUnpacked> {
  const { sscc } = command;
  const [first] = children;
  const isOut = ({ unpackedFrom, changedAt }: Container): boolean =>
    unpackedFrom?.sscc === sscc && unpackedFrom.at === changedAt;
  if (first?.unpackedFrom !== undefined && children.every(isOut))
    return { repeated: unpacked(command, first.holder, first.unpackedFrom.at) };
  const holder = handsOf(by);
  const parent = requireStandingAt(from, holder);
  for (const child of children)
    refuseUnless(
      isInside({ container: child, parent }, sscc),
      'CONTAINER_NOT_INSIDE',
      `${child.sscc} is not in ${sscc}`,
    );
  const taken = new Set(command.children);
  const left = parent.children.filter((one) => !taken.has(one));
  const out = children.map((child) => ({
    ...standing({ container: child, parent }, holder),
    unpackedFrom: { sscc, at: now },
    changedAt: now,
  }));
  return {
    state: { container: { ...parent, children: left, changedAt: now }, children: out },
    event: unpacked(command, holder, now),
  };
}

function unpacked({ sscc, children }: UnpackContainers, holder: Holder, at: Instant): ContainersUnpacked {
  return { type: 'ContainersUnpacked', version: 1, at, sscc, children, holder };
}
