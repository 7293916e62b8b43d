/** Containers go into a container: cases on a pallet. */
import type { Sscc } from '../../gs1';
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import type { ContainersPacked } from './container.events';
import { type Container, type Holder, MOST_CHILDREN, MOST_DEPTH, type PackContainers } from './container.schema';
import {
  type ContainerSituation,
  handsOf,
  isInside,
  type PlacedContainer,
  requireFilled,
  requireStandingAt,
} from './place';

/** What the ledger holds about containers that are to be put into another. */
export interface PackingContainersSituation {
  /** The one that they go into; undefined when it is new. */
  readonly into: PlacedContainer | undefined;
  /** Whether its company prefix is the caller's organisation's. */
  readonly isOwn: boolean;
  readonly children: readonly ContainerSituation[];
}

/** What packing or unpacking containers writes. */
export interface ContainerFamily {
  readonly container: Container;
  readonly children: readonly Container[];
}

/**
 * Puts containers into a container. The same again is a success while all of them are in it.
 *
 * @throws LedgerError PREFIX_NOT_ASSIGNED, CONTAINER_INSIDE, NOT_HOLDER, SITE_MISSING, CONTAINER_OPENED,
 * CONTAINER_NOT_FILLED, CONTAINER_FULL
 */
export function packContainers(
  { into, isOwn, children }: PackingContainersSituation,
  command: PackContainers,
  by: Actor,
  now: Instant,
): Decision<ContainerFamily, ContainersPacked> {
  const [first] = children;
  if (into !== undefined && first !== undefined && children.every((child) => isInside(child, command.sscc)))
    return { repeated: packed(command, first.container.holder, first.container.changedAt) };
  const here = handsOf(by);
  const parent = into === undefined ? newContainer(command.sscc, isOwn, here, now) : requireStandingAt(into, here);
  const standing = children.map((child) => requireChild(child, parent.sscc, here));
  const all = [...parent.children, ...command.children];
  refuseUnless(all.length <= MOST_CHILDREN, 'CONTAINER_FULL', `a container holds ${MOST_CHILDREN} containers`);
  const depth = Math.max(parent.depth, ...children.map(({ container }) => container.depth + 1));
  refuseUnless(depth <= MOST_DEPTH, 'CONTAINER_FULL', `containers lie at most ${MOST_DEPTH} deep`);
  const inside = standing.map((child) => ({ ...child, parent: parent.sscc, packedAt: now, changedAt: now }));
  return {
    state: { container: { ...parent, children: all, depth, changedAt: now }, children: inside },
    event: packed(command, here, now),
  };
}

/** A container that begins to be used. @throws LedgerError PREFIX_NOT_ASSIGNED */
export function newContainer(sscc: Sscc, isOwn: boolean, holder: Holder, now: Instant): Container {
  refuseUnless(isOwn, 'PREFIX_NOT_ASSIGNED', `${sscc} is under no company prefix of the caller’s organisation`);
  return { sscc, holder, contents: [], children: [], depth: 1, changedAt: now };
}

function requireChild(child: ContainerSituation, parent: Sscc, here: Holder): Container {
  const { sscc } = child.container;
  refuseUnless(sscc !== parent, 'CONTAINER_INSIDE', `${sscc} cannot be put into itself`);
  const standing = requireStandingAt(child, here);
  requireFilled(child);
  return standing;
}

function packed({ sscc, children }: PackContainers, holder: Holder, at: Instant): ContainersPacked {
  return { type: 'ContainersPacked', version: 1, at, sscc, children, holder };
}
