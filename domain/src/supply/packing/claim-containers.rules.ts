/** Claiming containers: each SSCC of a packing's list becomes a container of the maker's, before a pack is put into it. */
import { type Actor, type Decision, type Instant, invalidInput, refuseUnless } from '../../ledger';
import { type Container, MOST_CONTENTS, type PlacedContainer, requireStandingAt } from '../container';
import type { ContainersClaimed } from './packing.events';
import type { ListedContainer } from './packing-list';
import { type ClaimContainers, claimsFor, CONTAINERS_A_BATCH, type Packing } from './packing.schema';
import { requireUnderWay } from './packing-under-way';

/** A container of the batch as the list and the ledger have it. */
export interface ClaimedSituation extends ListedContainer {
  /** Whether its company prefix is the maker's. */
  readonly isOwn: boolean;
  readonly existing: PlacedContainer | undefined;
}

/** What the ledger holds about a batch of containers. */
export interface ClaimSituation {
  readonly packing: Packing;
  readonly batch: readonly ClaimedSituation[];
}

/** What claiming writes. */
export interface ClaimedContainers {
  readonly packing: Packing;
  readonly containers: readonly Container[];
}

/** The lines of the list that a batch claims: from one, to before another. */
export function linesOfBatch(batch: number, { containers }: Packing): readonly [from: number, to: number] {
  const from = batch * CONTAINERS_A_BATCH;
  return [Math.min(from, containers), Math.min(from + CONTAINERS_A_BATCH, containers)];
}

/**
 * Claims a batch of containers, in the list's order. The same again is a success.
 *
 * @throws LedgerError PRODUCT_NOT_OWNED, PACKING_ABANDONED, INVALID_INPUT when it is not the next batch,
 * PREFIX_NOT_ASSIGNED, CONTAINER_INSIDE, NOT_HOLDER, CONTAINER_OPENED, CONTAINER_FULL
 */
export function claimContainers(
  { packing, batch }: ClaimSituation,
  command: ClaimContainers,
  by: Actor,
  now: Instant,
): Decision<ClaimedContainers, ContainersClaimed> {
  requireUnderWay(packing, by);
  const { claims } = packing;
  const claimedAt = claims[command.batch];
  if (claimedAt !== undefined) return { repeated: claimed(packing, command, claimedAt) };
  if (command.batch > claims.length || command.batch >= claimsFor(packing))
    throw invalidInput([{ field: 'batch', rule: `${claims.length} of ${claimsFor(packing)} batches are claimed` }]);
  const containers = batch.map((one) => containerOf(packing, one, now));
  return {
    state: { packing: { ...packing, claims: [...claims, now], changedAt: now }, containers },
    event: claimed(packing, command, now),
  };
}

function containerOf(packing: Packing, { sscc, packs, isOwn, existing }: ClaimedSituation, now: Instant): Container {
  refuseUnless(isOwn, 'PREFIX_NOT_ASSIGNED', `${sscc} is under no company prefix of the caller’s organisation`);
  const { gtin, lot, holder } = packing;
  const content = { packing: packing.packing, gtin, lot, packs };
  if (existing === undefined) return { sscc, holder, contents: [content], children: [], depth: 1, changedAt: now };
  // A case takes packs of another lot, or the rest of its own, as long as it stands where they are packed.
  const container = requireStandingAt(existing, holder);
  refuseUnless(container.contents.length < MOST_CONTENTS, 'CONTAINER_FULL', `${sscc} has ${MOST_CONTENTS} contents`);
  return { ...container, contents: [...container.contents, content], changedAt: now };
}

function claimed(of: Packing, { packing, batch }: ClaimContainers, at: Instant): ContainersClaimed {
  const [from, to] = linesOfBatch(batch, of);
  return { type: 'ContainersClaimed', version: 1, at, packing, batch, containers: to - from };
}
