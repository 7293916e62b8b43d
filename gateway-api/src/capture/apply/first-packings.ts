/** A maker's first packings: all events of a capture that pack packs of one lot become one packing, which waits for the seal. */
import type { Effect } from '@theriac/domain/epcis';
import type { Gtin, LotNumber, Serial, Sscc } from '@theriac/domain/gs1';
import { LedgerError } from '@theriac/domain/ledger';
import type { Database, Transaction } from '../../database';
import type { PackingBeginner } from '../../supply/packing/begin-packing';
import type { PackingStore } from '../../supply/packing/packings.store';
import type { SupplyChannel } from '../../supply/supply-channel';
import type { ApplicationRow, ApplicationStore } from './applications.store';
import type { EffectOf } from './event-applier';

/** An event that packs. */
export interface PackingEvent {
  readonly row: ApplicationRow;
  readonly effect: EffectOf<'pack'>;
}

/** What it works with. */
export interface FirstPackingsParts {
  readonly db: Database;
  readonly channel: SupplyChannel;
  readonly packings: PackingStore;
  readonly store: ApplicationStore;
  /** Known only once jobs can be started. */
  readonly beginner: () => PackingBeginner;
}

/** Packs of one lot that a group of events put into containers. */
interface LotGroup {
  readonly gtin: Gtin;
  readonly lot: LotNumber;
  readonly packs: Map<Serial, Sscc>;
  readonly events: Set<number>;
}

/** Whether an event may be a first packing: it names packs alone. */
export function isPacksOnly(effect: Effect): effect is EffectOf<'pack'> {
  return effect.kind === 'pack' && effect.packs.length > 0 && effect.containers.length === 0;
}

/** Begins first packings. */
export class FirstPackings {
  constructor(private readonly parts: FirstPackingsParts) {}

  /**
   * Whether all of an event's packs are this maker's to pack for the first time.
   *
   * @throws LedgerError PACK_NOT_REGISTERED when some are and some are not; CONTAINER_NOT_FILLED while one is being packed;
   * as {@link PackingBeginner.requireContainers}
   */
  async isFirst({ row, effect }: PackingEvent): Promise<boolean> {
    const { packings, db, channel, beginner } = this.parts;
    let known = 0;
    let packed = 0;
    for (const [gtin, serials] of byGtin(effect)) {
      known += (await packings.partsOf(gtin, serials, db)).size;
      const before = await packings.packed(gtin, serials, serials.length, db);
      packed += before.size;
      if (before.size > 0 && (await packings.isBeingPacked(gtin, [...before])))
        throw new LedgerError('CONTAINER_NOT_FILLED', 'a pack is still being packed');
    }
    if (known === 0 || packed > 0) return false;
    if (known < new Set(effect.packs.map(({ gtin, serial }) => `${gtin} ${serial}`)).size)
      throw new LedgerError('PACK_NOT_REGISTERED', 'names packs that are not registered');
    channel.authorise(row.caller, 'OpenPacking');
    const [first] = effect.packs;
    const packs = new Map(first === undefined ? [] : [[first.serial, effect.parent]]);
    await beginner().requireContainers(row.caller, { packs, field: () => 'parentID' });
    return true;
  }

  /** Begins the packings of events that {@link isFirst} holds for; the events that were begun. */
  async begin(events: readonly PackingEvent[], transaction: Transaction): Promise<readonly number[]> {
    const { store } = this.parts;
    const beginner = this.parts.beginner();
    const gtins = new Set(events.flatMap(({ effect }) => effect.packs.map(({ gtin }) => gtin)));
    for (const gtin of [...gtins].sort()) await beginner.lock(gtin, transaction);
    const { groups, taken } = await this.#group(events, transaction);
    const packings = new Map<number, string[]>(taken.map((event) => [event, []]));
    for (const { gtin, lot, packs, events: of } of groups) {
      const first = events.find(({ row }) => of.has(row.event))?.row;
      if (first === undefined) continue;
      // An event that is tried anew is another command.
      const reference = `event:${first.key}:${first.begunAt.getTime()}:${first.tries}:${gtin} ${lot}`;
      const field = () => 'childEPCs';
      const packing = { gtin, lot, packs, field, reference, capture: first.capture };
      const begun = await beginner.begin(first.caller, packing, transaction);
      for (const event of of) packings.get(event)?.push(...begun.packings);
    }
    await store.startedPackings(packings, transaction);
    return taken;
  }

  /** An event that names a pack which one before it names waits: what becomes of that is told first. */
  async #group(events: readonly PackingEvent[], transaction: Transaction) {
    const groups = new Map<string, LotGroup>();
    const taken: number[] = [];
    const named = new Set<string>();
    for (const { row, effect } of events) {
      const names = effect.packs.map(({ gtin, serial }) => `${gtin} ${serial}`);
      if (names.some((name) => named.has(name))) continue;
      for (const name of names) named.add(name);
      taken.push(row.event);
      for (const [gtin, serials] of byGtin(effect))
        for (const [serial, { lot }] of await this.parts.packings.partsOf(gtin, serials, transaction)) {
          const key = `${gtin} ${lot}`;
          const group = groups.get(key) ?? { gtin, lot, packs: new Map(), events: new Set() };
          groups.set(key, group);
          group.packs.set(serial, effect.parent);
          group.events.add(row.event);
        }
    }
    return { groups: [...groups.values()], taken };
  }
}

function byGtin({ packs }: EffectOf<'pack'>): Map<Gtin, Serial[]> {
  const serials = new Map<Gtin, Serial[]>();
  for (const { gtin, serial } of packs) {
    const some = serials.get(gtin) ?? [];
    some.push(serial);
    serials.set(gtin, some);
  }
  return serials;
}
