/** A container is opened: one key changes, however much lies in it. */
import type { Actor, Decision, Instant } from '../../ledger';
import type { ContainerOpened } from './container.events';
import type { Container } from './container.schema';
import { handsOf, type PlacedContainer, requireStandingAt } from './place';

/**
 * Opens a container. The same again is a success.
 *
 * @throws LedgerError CONTAINER_INSIDE, NOT_HOLDER, SITE_MISSING
 */
export function openContainer(placed: PlacedContainer, by: Actor, now: Instant): Decision<Container, ContainerOpened> {
  const { container } = placed;
  if (container.openedAt !== undefined && container.holder.organisation === by.organisation)
    return { repeated: opened(container, container.openedAt) };
  const state: Container = { ...requireStandingAt(placed, handsOf(by)), openedAt: now, changedAt: now };
  return { state, event: opened(state, now) };
}

function opened({ sscc, holder }: Container, at: Instant): ContainerOpened {
  return { type: 'ContainerOpened', version: 1, at, sscc, holder };
}
