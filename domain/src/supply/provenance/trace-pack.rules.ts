/** Follows a pack through what was recorded of it and of the containers that it was in. */
import type { Sscc } from '../../gs1';
import type { Instant } from '../../ledger';
import type { Container } from '../container';
import type { Pack } from '../pack';
import type { ProvenanceStep } from './provenance.schema';

/** A write of a key, with its place in the channel's order. */
export interface Recorded<State> {
  readonly block: number;
  /** The transaction's place in its block. */
  readonly index: number;
  readonly transactionId: string;
  readonly at: Instant;
  /** The name of the transaction's event. */
  readonly event: string;
  readonly state: State;
}

/** What was recorded of a pack. */
export interface PackRecords {
  readonly maker: string;
  /** The seal of its part. */
  readonly sealed: Recorded<undefined>;
  /** The write of the packing page that put it into its first container; undefined while it was never packed. */
  readonly packed: Recorded<Sscc> | undefined;
  /** All writes of its own key, in the channel's order. */
  readonly own: readonly Recorded<Pack>[];
  /** All writes of a container's key, in the channel's order. */
  readonly containers: (sscc: Sscc) => readonly Recorded<Container>[];
}

type Moment = Pick<Recorded<unknown>, 'block' | 'index'>;
/** Events that write a container's key because something else went into it or came out. */
const ABOUT_CONTENTS: readonly string[] = [
  'ContainersClaimed',
  'ContainersPacked',
  'ContainersUnpacked',
  'PacksPacked',
  'PacksUnpacked',
  'PackingAbandoned',
];
const NEVER: Moment = { block: Number.MAX_SAFE_INTEGER, index: 0 };

/** Every step, in the channel's order. */
export function tracePack(records: PackRecords): ProvenanceStep[] {
  const { maker, sealed, packed, own } = records;
  const trace = new Trace(records);
  trace.tell(sealed, { organisation: maker }, []);
  if (packed !== undefined) {
    trace.tellContainer(packed, packed.state);
    trace.follow(packed.state, packed, firstMove(own) ?? NEVER, []);
  }
  own.forEach((record, nth) => {
    const { container, place } = record.state;
    if (hasMoved(record, own[nth - 1])) {
      if (container !== undefined) {
        trace.tellContainer(record, container);
        trace.follow(container, record, firstMove(own.slice(nth + 1), record) ?? NEVER, []);
      } else if (place !== undefined) trace.tell(record, place, []);
    } else trace.tell(record, trace.lastPlaceBefore(record) ?? { organisation: maker }, []);
  });
  return trace.steps();
}

class Trace {
  readonly #steps: (ProvenanceStep & Moment)[] = [];

  constructor(private readonly records: PackRecords) {}

  steps(): ProvenanceStep[] {
    return this.#steps.sort(compare).map(({ index: _, ...step }) => step);
  }

  tell(
    { event, at, transactionId, block, index }: Recorded<unknown>,
    { organisation, site }: Pick<ProvenanceStep, 'organisation' | 'site'>,
    inside: readonly Sscc[],
    to?: ProvenanceStep['to'],
  ): void {
    const place = { organisation, ...(site && { site }), ...(to && { to }) };
    this.#steps.push({ event, at, transactionId, block, index, ...place, inside: [...inside] });
  }

  /** The pack went into a container: at the place where that was then. */
  tellContainer(record: Recorded<unknown>, sscc: Sscc): void {
    const then = lastBefore(this.records.containers(sscc), record)?.state.holder;
    this.tell(record, then ?? { organisation: this.records.maker }, [sscc]);
  }

  lastPlaceBefore(moment: Moment): Pick<ProvenanceStep, 'organisation' | 'site'> | undefined {
    const before = this.#steps.filter((step) => compare(step, moment) < 0).sort(compare);
    return before.at(-1);
  }

  /** What happened to a container, and to those around it, after one moment and before another. */
  follow(sscc: Sscc, after: Moment, before: Moment, below: readonly Sscc[]): void {
    const inside = [...below, sscc];
    const all = this.records.containers(sscc);
    const rows = all.filter((row) => compare(row, after) > 0 && compare(row, before) < 0);
    let parent = lastBefore(all, after)?.state.parent;
    for (const [nth, row] of rows.entries()) {
      const { state } = row;
      const hasChanged = state.parent !== parent;
      parent = state.parent;
      if (hasChanged || !ABOUT_CONTENTS.includes(row.event)) this.tell(row, state.holder, inside, state.shipment?.to);
      if (hasChanged && parent !== undefined) this.follow(parent, row, rows[nth + 1] ?? before, inside);
      // Opening sets free what is in it, and ends its own way.
      if (state.openedAt !== undefined) return;
    }
  }
}

function firstMove(own: readonly Recorded<Pack>[], before?: Recorded<Pack>): Moment | undefined {
  return own.find((record, nth) => hasMoved(record, own[nth - 1] ?? before));
}

function hasMoved({ state }: Recorded<Pack>, before: Recorded<Pack> | undefined): boolean {
  return state.container !== before?.state.container || state.place?.site !== before?.state.place?.site;
}

function lastBefore<State>(all: readonly Recorded<State>[], moment: Moment): Recorded<State> | undefined {
  return all.findLast((one) => compare(one, moment) <= 0);
}

function compare(one: Moment, other: Moment): number {
  return one.block - other.block || one.index - other.index;
}
