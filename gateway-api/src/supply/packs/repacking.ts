/** Fills and empties containers by hand: containers by their SSCCs, and single packs as they were scanned. */
import type { Sscc } from '@theriac/domain/gs1';
import type { Holder } from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { Committed } from '../../ledger';
import type { ContainerClient } from '../containers/container.client';
import type { PackNames } from '../verification/pack-names';
import type { PacksClient } from './packs.client';

/** What goes into a container, or comes out of it: containers, packs, or both. */
export interface RepackOrder {
  readonly sscc: Sscc;
  readonly children?: readonly Sscc[] | undefined;
  /** Scans. */
  readonly packs?: readonly string[] | undefined;
}

/** What stands then. */
export interface RepackedView {
  readonly sscc: Sscc;
  readonly holder: Holder;
  readonly children?: readonly Sscc[];
  /** How many packs it were. */
  readonly packs?: number;
  readonly changedAt: string;
  /** Of the last step. */
  readonly transactionId: string;
}

/** What repacking needs. */
export interface RepackingParts {
  readonly containers: Pick<ContainerClient, 'packContainers' | 'unpackContainers'>;
  readonly packs: Pick<PacksClient, 'packPacks' | 'unpackPacks'>;
  readonly names: Pick<PackNames, 'all'>;
}

interface Moved {
  readonly sscc: Sscc;
  readonly holder: Holder;
  readonly at: string;
  readonly children?: readonly Sscc[];
  readonly packs?: number;
}

type Step = (reference: string) => Promise<Committed<Moved>>;

/**
 * Repacks. Containers and packs of one order are two transactions: when the second is refused, the first stands, and the
 * same order again finds it done.
 */
export class Repacking {
  constructor(private readonly parts: RepackingParts) {}

  /** @throws LedgerError INVALID_INPUT naming a scan; LOT_NOT_FOUND; MEMBER_UNAVAILABLE; the contract's refusals */
  async pack(caller: Caller, order: RepackOrder, reference: string): Promise<RepackedView> {
    const { containers, packs } = this.parts;
    const { sscc, children, refs } = await this.#named(order);
    return inSteps(reference, [
      children && ((step) => containers.packContainers(caller, { sscc, children }, step)),
      refs && ((step) => packs.packPacks(caller, { sscc, packs: refs }, step)),
    ]);
  }

  /** @throws LedgerError as {@link pack} */
  async unpack(caller: Caller, order: RepackOrder, reference: string): Promise<RepackedView> {
    const { containers, packs } = this.parts;
    const { sscc, children, refs } = await this.#named(order);
    return inSteps(reference, [
      children && ((step) => containers.unpackContainers(caller, { sscc, children }, step)),
      refs && ((step) => packs.unpackPacks(caller, { sscc, packs: refs }, step)),
    ]);
  }

  /** Scans are read before anything is done. */
  async #named({ sscc, children, packs }: RepackOrder) {
    const refs = packs && (await this.parts.names.all(packs, 'packs'));
    return { sscc, children: children && [...children], refs };
  }
}

/** One after the other, each under a reference of its own. */
async function inSteps(reference: string, steps: readonly (Step | undefined)[]): Promise<RepackedView> {
  let done: RepackedView | undefined;
  for (const [index, step] of steps.entries()) {
    if (step === undefined) continue;
    const { event, transactionId } = await step(`${reference}:${index}`);
    const { sscc, holder, at, children, packs } = event;
    const moved = { ...(children && { children }), ...(packs !== undefined && { packs }) };
    done = { ...done, sscc, holder, ...moved, changedAt: at, transactionId };
  }
  if (done === undefined) throw new RangeError('an order names containers, packs or both');
  return done;
}
