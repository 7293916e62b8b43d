/** Every EPC that captured events name, in the order in which it was first named. */
import type { CapturedEventStore } from '../capture/captured-events.store';
import { EPC_KINDS, hashedName } from './event-names';
import type { EventIndexStore } from './event-index.store';
import { epcsOfEvent, type ListedEpc } from './names-of-event';

/** EPCs that are looked at for one page: where all were named before, a page may be short, or empty, and still have a next. */
const MOST_LOOKED_AT = 2_000;
/** EPCs of one question to the database. */
const ASKED_AT_ONCE = 250;

/** Where in the events the next page begins: an event's number, and a position among its EPCs. */
export type EpcPlace = readonly [event: number, position: number];

/** A page of EPCs. */
export interface EpcPage {
  readonly epcs: readonly string[];
  readonly next: EpcPlace | undefined;
}

/** Lists EPCs. */
export class KnownEpcs {
  constructor(
    private readonly index: EventIndexStore,
    private readonly events: CapturedEventStore,
  ) {}

  async page([first, skipped]: EpcPlace, perPage: number): Promise<EpcPage> {
    const epcs: string[] = [];
    let [number, position] = [await this.index.nextWithEpcs(first), skipped];
    if (number !== first) position = 0;
    for (let looked = 0; number !== undefined; position = 0) {
      const listed = await this.#listed(number);
      for (; position < listed.length; position += ASKED_AT_ONCE) {
        if (looked >= MOST_LOOKED_AT) return { epcs, next: [number, position] };
        const asked = listed.slice(position, position + ASKED_AT_ONCE);
        looked += asked.length;
        const known = await this.#namedBefore(number, asked);
        for (const [offset, { uri }] of asked.entries()) {
          if (known[offset] === true) continue;
          if (epcs.length === perPage) return { epcs, next: [number, position + offset] };
          epcs.push(uri);
        }
      }
      number = await this.index.nextWithEpcs(number + 1);
    }
    return { epcs, next: undefined };
  }

  /** The EPCs of an event, each once. */
  async #listed(number: number): Promise<ListedEpc[]> {
    const [stored] = await this.events.bodies([number]);
    const byName = new Map<string, ListedEpc>();
    if (stored === undefined) return [];
    for (const epc of epcsOfEvent(stored.event)) if (!byName.has(epc.name)) byName.set(epc.name, epc);
    return [...byName.values()];
  }

  #namedBefore(number: number, epcs: readonly ListedEpc[]): Promise<boolean[]> {
    return this.index.namedBefore(
      number,
      epcs.map(({ name }) => EPC_KINDS.map((kind) => hashedName(kind, name))),
    );
  }
}
