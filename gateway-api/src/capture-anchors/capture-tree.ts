/** The tree over a capture's events: made anew from own data whenever it is needed, since it always comes out the same. */
import { setImmediate } from 'node:timers/promises';
import { type Instant, toHex } from '@theriac/domain/ledger';
import { type MerkleLevels, merkleLevels, merklePath, rootOf } from '@theriac/domain/merkle';
import { type AnchorCapture, eventKey, eventLedgerId, type EventProof } from '@theriac/domain/supply';
import { asc, eq } from 'drizzle-orm';
import { capturedEvents, capturePositions } from '../capture/captures.table';
import type { Executor } from '../database';
import { nodeDigest } from '../supply/node-digest';

/** Events that are named before others have their turn: some milliseconds. */
const EVENTS_A_TURN = 1_000;

/** An event of a capture. */
interface Leaf {
  /** Its number in this gateway. */
  readonly event: number;
  readonly key: Uint8Array;
  readonly id: Uint8Array;
}

/** A capture's events under the names that they have on the ledger. */
export class CaptureTree {
  readonly #levels: MerkleLevels;
  readonly #places = new Map<number, number>();

  private constructor(
    readonly capture: string,
    private readonly leaves: readonly Leaf[],
  ) {
    this.#levels = merkleLevels(
      nodeDigest,
      leaves.map(({ id }) => id),
    );
    leaves.forEach(({ event }, index) => {
      if (!this.#places.has(event)) this.#places.set(event, index);
    });
  }

  /** Reads what a document held, in its order; an event that it held twice has two leaves. */
  static async read(db: Executor, capture: string, captureSecret: Uint8Array): Promise<CaptureTree> {
    const rows = await db
      .select({ event: capturedEvents.number, hash: capturedEvents.hash, declaredAt: capturedEvents.declaredAt })
      .from(capturePositions)
      .innerJoin(capturedEvents, eq(capturedEvents.number, capturePositions.event))
      .where(eq(capturePositions.capture, capture))
      .orderBy(asc(capturePositions.position));
    const leaves: Leaf[] = [];
    for (const { event, hash, declaredAt } of rows) {
      // As `identifyEvent` gave it when the event was kept.
      const identity = { hash, declaredAt: (declaredAt ?? undefined) as Instant | undefined };
      const key = eventKey(nodeDigest, captureSecret, identity);
      leaves.push({ event, key, id: eventLedgerId(nodeDigest, key, identity) });
      if (leaves.length % EVENTS_A_TURN === 0) await setImmediate();
    }
    return new CaptureTree(capture, leaves);
  }

  /** The numbers of the events, each once, in the document's order. */
  get events(): readonly number[] {
    return [...this.#places.keys()];
  }

  /** What the ledger is told. */
  get anchor(): AnchorCapture {
    const root = toHex(rootOf(nodeDigest, this.#levels));
    return { capture: this.capture, root, events: this.leaves.length };
  }

  /** What shows that an event belongs; of an event that stands twice, at its first place. Undefined for a stranger. */
  proofOf(event: number): EventProof | undefined {
    const index = this.#places.get(event);
    const leaf = index === undefined ? undefined : this.leaves[index];
    if (index === undefined || leaf === undefined) return undefined;
    return {
      ...{ capture: this.capture, index, events: this.leaves.length },
      ...{ key: toHex(leaf.key), id: toHex(leaf.id) },
      path: merklePath(this.#levels, index).map(toHex),
    };
  }
}
