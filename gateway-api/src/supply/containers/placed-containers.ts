/** Where containers are, as the ledger has it now on the own peer: one read for each container up to the outermost. */
import type { Sscc } from '@theriac/domain/gs1';
import { type Container, type Holder, MOST_DEPTH, type PlacedContainer, placeOf } from '@theriac/domain/supply';
import { LedgerError } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { ContainerClient } from './container.client';

/** A container, and where it is. */
export interface LocatedContainer {
  readonly container: Container;
  /** The closed container that stands by itself and holds it at any depth: itself when it lies in none. */
  readonly outermost: Container;
  /** Where that stands; while it is on its way: with its sender. */
  readonly place: Holder;
}

/** Evaluates at once: more only wait for each other at the peer. */
const MOST_AT_ONCE = 8;

/** Reads containers from the ledger. */
export class PlacedContainers {
  constructor(private readonly client: Pick<ContainerClient, 'readContainer'>) {}

  /** @throws LedgerError CONTAINER_NOT_FOUND */
  async locate(caller: Caller, sscc: Sscc): Promise<LocatedContainer> {
    const container = await this.client.readContainer(caller, sscc);
    let outermost = container;
    for (let depth = 0; depth < MOST_DEPTH; depth += 1) {
      const placed = await this.#place(caller, outermost);
      const place = placeOf(placed);
      if (place !== undefined) return { container, outermost, place };
      outermost = placed.parent ?? outermost;
    }
    throw new LedgerError('BROKEN_STATE', 'containers lie deeper than the ledger lets them');
  }

  /** With the one that each was put into last, in their order. @throws LedgerError CONTAINER_NOT_FOUND */
  placed(caller: Caller, ssccs: readonly Sscc[]): Promise<PlacedContainer[]> {
    return inSome(ssccs, async (sscc) => this.#place(caller, await this.client.readContainer(caller, sscc)));
  }

  /** In their order. @throws LedgerError CONTAINER_NOT_FOUND */
  read(caller: Caller, ssccs: readonly Sscc[]): Promise<Container[]> {
    return inSome(ssccs, (sscc) => this.client.readContainer(caller, sscc));
  }

  async #place(caller: Caller, container: Container): Promise<PlacedContainer> {
    const { parent } = container;
    return { container, parent: parent === undefined ? undefined : await this.client.readContainer(caller, parent) };
  }
}

async function inSome<T>(ssccs: readonly Sscc[], read: (sscc: Sscc) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let at = 0; at < ssccs.length; at += MOST_AT_ONCE)
    all.push(...(await Promise.all(ssccs.slice(at, at + MOST_AT_ONCE).map(read))));
  return all;
}
