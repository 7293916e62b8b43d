/** The walk up from a container to the outermost closed one, by which it moves. */
import type { Container, Holder } from './container.schema';

/** A container, then the one that it was put into last, and so on. */
export type Lineage = readonly [Container, ...Container[]];

/** Where a walk up ends. */
export interface WalkedUp {
  /** From the container itself to the outermost closed one, each in the next. */
  readonly containers: Lineage;
  /** Who has the outermost one; who had it last when it is gone. */
  readonly place: Holder;
}

/** Walks up as far as containers are closed: what was opened left what lay in it where it was opened. */
export function walkUp([container, next, ...rest]: Lineage): WalkedUp {
  const parent = container.parent === undefined ? undefined : next;
  if (parent === undefined || parent.openedAt !== undefined)
    return { containers: [container], place: parent?.holder ?? container.holder };
  const { containers, place } = walkUp([parent, ...rest]);
  return { containers: [container, ...containers], place };
}
