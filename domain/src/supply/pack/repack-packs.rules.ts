/** Single packs go into a container, or come out of one that stays closed. */
import { type Actor, type Decision, type Instant, LedgerError, refuseUnless } from '../../ledger';
import {
  type Container,
  type ContainerSituation,
  handsOf,
  type Holder,
  MOST_CONTENTS,
  newContainer,
  type PlacedContainer,
  requireFilled,
  requireStandingAt,
} from '../container';
import { type KnownPack, ownState, type PackSituation, requireKnown, statusOf } from './pack-situation';
import type { PacksPacked, PacksUnpacked } from './pack.events';
import type { Pack, RepackPacks } from './pack.schema';
import { requireActive } from './suppliable';

/** What the ledger holds about packs that go into a container, or come out of it. */
export interface RepackSituation {
  /** Undefined when it is new. */
  readonly container: PlacedContainer | undefined;
  /** Whether its company prefix is the caller's organisation's. */
  readonly isOwn: boolean;
  /** In the command's order. */
  readonly packs: readonly PackSituation[];
}

/** What repacking writes. */
export interface Repacked {
  readonly container: Container;
  readonly packs: readonly Pack[];
}

/**
 * Puts loose packs into a container. The same again is a success while all of them are in it.
 *
 * @throws LedgerError PACK_NOT_FOUND, PACK_ALREADY_PACKED, PACK_NEVER_PACKED, PACK_ALREADY_SUPPLIED,
 * PACK_NOT_ACTIVE, NOT_HOLDER, SITE_MISSING, PREFIX_NOT_ASSIGNED, CONTAINER_INSIDE, CONTAINER_OPENED, CONTAINER_IN_TRANSIT, CONTAINER_NOT_ACTIVE,
 * CONTAINER_FULL
 */
export function packPacks(
  { container: placed, isOwn, packs }: RepackSituation,
  command: RepackPacks,
  by: Actor,
  now: Instant,
): Decision<Repacked, PacksPacked> {
  const here = handsOf(by);
  const known = packs.map(requireKnown);
  if (placed !== undefined && known.every(({ pack }) => pack?.container === command.sscc && isClosed(placed)))
    return { repeated: moved('PacksPacked', command, placed.container.holder, placed.container.changedAt) };
  const container =
    placed === undefined ? newContainer(command.sscc, isOwn, here, now) : requireStandingAt(placed, here);
  for (const one of known) requireLooseAt(one, here);
  const states = known.map((one, index): Pack => {
    const { place: _, ...pack } = ownState(one, digestOf(command, index), now);
    return { ...pack, container: container.sscc };
  });
  const state = { container: recount(container, states, 1, now), packs: states };
  return { state, event: moved('PacksPacked', command, here, now) };
}

/**
 * Takes packs out of a container that stays closed. The same again is a success while all of them are loose there.
 *
 * @throws LedgerError PACK_NOT_FOUND, CONTAINER_NOT_INSIDE, PACK_ALREADY_SUPPLIED, PACK_NOT_ACTIVE, NOT_HOLDER,
 * SITE_MISSING, CONTAINER_INSIDE, CONTAINER_OPENED, CONTAINER_IN_TRANSIT, CONTAINER_NOT_ACTIVE, CONTAINER_NOT_FILLED
 */
export function unpackPacks(
  { container: placed, packs }: RepackSituation & { readonly container: ContainerSituation },
  command: RepackPacks,
  by: Actor,
  now: Instant,
): Decision<Repacked, PacksUnpacked> {
  const here = handsOf(by);
  const known = packs.map(requireKnown);
  const isOut = ({ pack }: KnownPack): boolean => pack?.place !== undefined && pack.unpackedFrom === command.sscc;
  if (known.every(isOut))
    return { repeated: moved('PacksUnpacked', command, placed.container.holder, placed.container.changedAt) };
  const container = requireStandingAt(placed, here);
  requireFilled(placed);
  for (const one of known) {
    requireActive(statusOf(one));
    const isInside = one.whereabouts.containers[0]?.sscc === command.sscc;
    refuseUnless(isInside, 'CONTAINER_NOT_INSIDE', `a pack is not in ${command.sscc}`);
  }
  const states = known.map((one, index): Pack => {
    const { container: _, ...pack } = ownState(one, digestOf(command, index), now);
    return { ...pack, place: here, unpackedFrom: command.sscc };
  });
  const state = { container: recount(container, states, -1, now), packs: states };
  return { state, event: moved('PacksUnpacked', command, here, now) };
}

/** Loose, or in a container that was opened, which comes to the same. */
function requireLooseAt(known: KnownPack, here: Holder): void {
  const { containers, organisation, site } = known.whereabouts;
  requireActive(statusOf(known));
  const isLoose = containers.every(({ openedAt }) => openedAt !== undefined);
  refuseUnless(isLoose, 'PACK_ALREADY_PACKED', 'a pack is in a container that was not opened');
  refuseUnless(organisation === here.organisation, 'NOT_HOLDER', 'a pack is with another organisation');
  // Its packing page would still have it loose: a packing could put it into a second container, and count it there.
  refuseUnless(site !== undefined, 'PACK_NEVER_PACKED', 'its maker puts a pack into its first container by a packing');
  refuseUnless(site === here.site, 'NOT_HOLDER', 'a pack is at another site');
}

function isClosed({ container }: PlacedContainer): boolean {
  return container.openedAt === undefined;
}

function digestOf({ packs }: RepackPacks, index: number): string {
  const pack = packs[index];
  if (pack === undefined) throw new LedgerError('BROKEN_STATE', 'a pack was loaded that nobody named');
  return pack.digest;
}

/** The container with so many packs more of each lot, or fewer. */
function recount(container: Container, packs: readonly Pack[], sign: 1 | -1, now: Instant): Container {
  const counts = [...(container.repacked ?? [])];
  for (const { gtin, lot } of packs) {
    const at = counts.findIndex((one) => one.gtin === gtin && one.lot === lot);
    const counted = { gtin, lot, packs: (counts[at]?.packs ?? 0) + sign };
    if (at < 0) counts.push(counted);
    else counts[at] = counted;
  }
  const repacked = counts.filter((one) => one.packs !== 0);
  refuseUnless(repacked.length <= MOST_CONTENTS, 'CONTAINER_FULL', `a container takes packs of ${MOST_CONTENTS} lots`);
  return { ...container, repacked, changedAt: now };
}

function moved<Type extends 'PacksPacked' | 'PacksUnpacked'>(
  type: Type,
  { sscc, packs }: RepackPacks,
  holder: Holder,
  at: Instant,
) {
  return { type, version: 1, at, sscc, packs: packs.length, holder } as const;
}
