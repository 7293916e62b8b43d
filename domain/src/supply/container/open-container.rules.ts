/** A container is opened: one key changes, however much lies in it. */
import type { Actor, Decision, Instant } from '../../ledger';
import type { ContainerOpened } from './container.events';
import type { Container } from './container.schema';
import { type ContainerSituation, handsOf, requireFilled, requireStandingAt } from './place';

/**
 * Opens a container. The same again is a success.
 *
 * @throws LedgerError CONTAINER_INSIDE, NOT_HOLDER, SITE_MISSING, CONTAINER_NOT_FILLED
 */
export function openContainer(
  situation: ContainerSituation,
  by: Actor,
  now: Instant,
): Decision<Container, ContainerOpened> {
  const { container } = situation;
  if (container.openedAt !== undefined && container.holder.organisation === by.organisation)
    return { repeated: opened(container, container.openedAt) };
  const state: Container = { ...requireStandingAt(situation, handsOf(by)), openedAt: now, changedAt: now };
  requireFilled(situation);
  return { state, event: opened(state, now) };
}

function opened({ sscc, holder }: Container, at: Instant): ContainerOpened {
  return { type: 'ContainerOpened', version: 1, at, sscc, holder };
}
