/** What a capture's events ask of the ledger: which packs of which lots begin, and what is done when they have begun. */
import { commissioningCollector, type EpcisEvent } from '@theriac/domain/epcis';
import type { Serial } from '@theriac/domain/gs1';
import type { LotTerms } from '../supply/registration/begin-registration';
import { inTurns } from '../turns';
import { type ClassifiedEvent, classifyEvent } from './apply/classify-event';

/** Packs of one lot that one event commissions. */
export interface EventPacks {
  readonly lot: PlannedLot;
  readonly serials: readonly Serial[];
}

/** A lot that the capture's events commission packs of. */
export interface PlannedLot extends LotTerms {
  /** GTIN and number. */
  readonly key: string;
}

/** A capture's plan. */
export interface CapturePlan {
  readonly lots: ReadonlyMap<string, PlannedLot>;
  /** By the event's number, in the document's order. */
  readonly events: ReadonlyMap<number, readonly EventPacks[]>;
  /** Why a commissioning is not applied, by its number. */
  readonly reasons: ReadonlyMap<number, string>;
  /** Events that commission nothing, by their numbers. */
  readonly others: ReadonlyMap<number, ClassifiedEvent>;
}

/** Takes the events one by one, so that no more than one is in memory. */
export class CapturePlanner {
  readonly #collector = commissioningCollector();
  readonly #lots = new Map<string, PlannedLot>();
  readonly #taken = new Map<string, number>();
  readonly #events = new Map<number, readonly EventPacks[]>();
  readonly #reasons = new Map<number, string>();
  readonly #others = new Map<number, ClassifiedEvent>();

  async add(number: number, position: number, event: EpcisEvent): Promise<void> {
    const classified = classifyEvent(event);
    if (classified.kind !== 'commission') {
      this.#others.set(number, classified);
      return;
    }
    const reason = await inTurns(this.#collector.addInTurns(event, position));
    if (reason === undefined) this.#events.set(number, this.#packsOf(position));
    else this.#reasons.set(number, reason);
  }

  plan(): CapturePlan {
    return { lots: this.#lots, events: this.#events, reasons: this.#reasons, others: this.#others };
  }

  /** The collector adds each event's packs at its lots' ends. */
  #packsOf(position: number): EventPacks[] {
    return this.#collector.plan().commissionings.flatMap(({ gtin, lot, expiry, serials, eventIndexes }) => {
      if (eventIndexes.at(-1) !== position) return [];
      const key = `${gtin} ${lot}`;
      const planned = this.#lots.get(key) ?? { key, gtin, lot, expiry };
      this.#lots.set(key, planned);
      const added = serials.slice(this.#taken.get(key) ?? 0);
      this.#taken.set(key, serials.length);
      return [{ lot: planned, serials: added }];
    });
  }
}
