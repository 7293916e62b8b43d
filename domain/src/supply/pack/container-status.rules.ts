/** All packs of a container change their state at once: one key changes, however many packs lie in it. */
import { isExpired } from '../../gs1';
import { type Actor, type Decision, type Digest, type Instant, LedgerError, refuseUnless } from '../../ledger';
import {
  type Container,
  type ContainerSituation,
  handsOf,
  type InactiveState,
  type PackStatus,
  requireClosedAt,
  requireFilled,
} from '../container';
import { DISPENSING_KINDS } from '../dispensing-kinds';
import { lastDayOnEarth } from '../last-day-on-earth';
import type { Lot } from '../lot.schema';
import type { StopList } from '../recall';
import { type ActorOpening, commitActor } from './actor-commitment';
import { requireTransition } from './decommission-pack.rules';
import type { ContainerStatusChanged, ContainerUndone } from './pack.events';
import { requireNotStopped } from './suppliable';
import { requireUndoable } from './undo-pack.rules';

/** What the ledger holds about a container whose packs change their state. */
export interface ContainerStatusSituation extends ContainerSituation {
  /** The lots of the packs that lie directly in it. */
  readonly lots: readonly Lot[];
  /** What maker and regulators stopped of these lots' products. */
  readonly stopLists: readonly StopList[];
}

/**
 * Changes the state of all packs of a container that stands closed at the caller's site. Supplied are only the packs of a
 * container that holds no other. The same again by the same person with the same salt is a success.
 *
 * @throws LedgerError SITE_MISSING, CONTAINER_INSIDE, NOT_HOLDER, CONTAINER_OPENED, CONTAINER_IN_TRANSIT,
 * CONTAINER_NOT_FILLED, NOT_PERMITTED, CONTAINER_NOT_EMPTY, PACK_ALREADY_SUPPLIED, PACK_NOT_ACTIVE, PACK_EXPIRED, LOT_STOPPED
 */
export function changeContainerStatus(
  digest: Digest,
  situation: ContainerStatusSituation,
  { state }: { readonly state: InactiveState },
  opening: ActorOpening,
  by: Actor,
  now: Instant,
): Decision<Container, ContainerStatusChanged> {
  const commitment = commitActor(digest, opening, by);
  const { status } = situation.container;
  if (status?.state === state && status.by === commitment) return { repeated: changed(situation.container, status) };
  const container = requireClosedAt(situation, handsOf(by));
  requireFilled(situation);
  requireTransition(status, state);
  if (state === 'supplied') requireSuppliableCase(container, situation, by, now);
  const next: PackStatus = { state, at: now, by: commitment };
  return { state: { ...container, status: next, changedAt: now }, event: changed(container, next) };
}

/**
 * Undoes the state of all packs of a container. The same again is a success until anything else happens to it.
 *
 * @throws LedgerError PACK_NOT_UNDOABLE, PACK_EXPIRED, LOT_STOPPED, SITE_MISSING, NOT_HOLDER, CONTAINER_INSIDE, CONTAINER_IN_TRANSIT
 */
export function undoContainer(
  digest: Digest,
  situation: ContainerStatusSituation,
  opening: ActorOpening,
  by: Actor,
  now: Instant,
): Decision<Container, ContainerUndone> {
  const commitment = commitActor(digest, opening, by);
  const { undone } = situation.container;
  if (situation.container.status === undefined) {
    if (undone?.by === commitment) return { repeated: undoneOf(situation.container, undone.at) };
    throw new LedgerError('PACK_NOT_UNDOABLE', 'its packs are active');
  }
  const { status, ...active } = requireClosedAt(situation, handsOf(by));
  if (status === undefined) throw new RangeError('the container lost its state');
  requireUndoable(status, commitment, now);
  requireGoodLots(situation, now);
  const state: Container = { ...active, undone: { at: now, by: commitment }, changedAt: now };
  return { state, event: undoneOf(state, now) };
}

/** Who supplies single packs supplies a case of them. */
function requireSuppliableCase(
  { sscc, children }: Container,
  situation: ContainerStatusSituation,
  { kind }: Actor,
  now: Instant,
): void {
  refuseUnless(DISPENSING_KINDS.includes(kind), 'NOT_PERMITTED', 'only pharmacies and hospitals supply packs');
  refuseUnless(children.length === 0, 'CONTAINER_NOT_EMPTY', `${sscc} holds other containers: supply those`);
  requireGoodLots(situation, now);
}

/** No lot may have expired, or be stopped. */
function requireGoodLots({ lots, stopLists }: ContainerStatusSituation, now: Instant): void {
  const today = lastDayOnEarth(now);
  refuseUnless(!lots.some(({ expiry }) => isExpired(expiry, today)), 'PACK_EXPIRED', 'a lot’s expiry day is over');
  for (const lot of lots) requireNotStopped({ lot, stopLists: stopLists.filter(({ gtin }) => gtin === lot.gtin) });
}

function changed({ sscc, holder }: Container, { state, at }: PackStatus): ContainerStatusChanged {
  return { type: 'ContainerStatusChanged', version: 1, at, sscc, holder, state };
}

function undoneOf({ sscc, holder }: Container, at: Instant): ContainerUndone {
  return { type: 'ContainerUndone', version: 1, at, sscc, holder };
}
