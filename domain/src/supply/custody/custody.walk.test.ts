/**
 * Ten thousand commands at random, by people at four places over two dozen containers, against a plain model that was
 * written apart: what the rules refuse the model refuses, and every container is afterwards where the model has it.
 */
import fc from 'fast-check';
import { glnSchema, type Sscc } from '../../gs1';
import { instantOf, isRepeated, LedgerError, type Decision, type Instant } from '../../ledger';
import { anActor } from '../../ledger/fixtures/actors';
import {
  type Container,
  MOST_DEPTH,
  openContainer,
  packContainers,
  type PlacedContainer,
  placeOf,
  unpackContainers,
} from '../container';
import { aCase } from '../fixtures/container.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import type { Shipment } from './custody.schema';
import { receiveContainers, voidShipment } from './end-shipment.rules';
import { shipContainers } from './ship-containers.rules';

const people = (
  [
    ['manufacturer', 'release-officer', '9521104000013'],
    ['distributor', 'warehouse-clerk', '9521105000012'],
    ['pharmacy', 'pharmacist', '9521103000014'],
    ['pharmacy', 'pharmacist', '9521103000021'],
  ] as const
).map(([kind, role, gln]) => anActor(kind, role, { site: glnSchema.parse(gln) }));

const CASES = 8;
const BOXES = 16;

/** Opening is rare: what was opened never moves again. */
const ACTS = ['pack', 'pack', 'unpack', 'ship', 'ship', 'receive', 'receive', 'void', 'open'] as const;

interface Command {
  readonly act: (typeof ACTS)[number];
  readonly by: number;
  readonly into: number;
  readonly others: readonly number[];
  readonly to: number;
  readonly shipment: number;
}

/** What is drawn: a command, and whether it is made to fit what there is; otherwise most would be refused. */
interface Drawn extends Command {
  readonly isApt: boolean;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  act: fc.constantFrom(...ACTS),
  by: fc.nat(people.length - 1),
  into: fc.nat(CASES + BOXES - 1),
  others: fc.uniqueArray(fc.nat(CASES + BOXES - 1), { minLength: 1, maxLength: 3 }),
  to: fc.nat(people.length - 1),
  shipment: fc.nat(99),
  isApt: fc.integer({ min: 0, max: 9 }).map((number) => number > 1),
});

it('keeps every container in one place, as a plain model has it', () => {
  const tally = { done: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(drawn, { minLength: 200, maxLength: 200 }), (all) => {
      const [ledger, model, sent] = [new RulesWalk(), new Model(), [] as Command[]];
      all.forEach((one, nth) => {
        const asked = one.isApt ? fitting(one, model.places(), sent) : one;
        const isDone = ledger.does(asked, instantOf(Date.UTC(2027, 0, 1) + nth * 1_000));
        expect({ nth, asked, isDone: model.does(asked) }).toEqual({ nth, asked, isDone });
        expect(ledger.places()).toEqual(model.places());
        if (isDone && asked.act === 'ship') sent.push(asked);
        tally[isDone ? 'done' : 'refused'] += 1;
      });
    }),
    { numRuns: 50 },
  );
  // A walk that did nothing, or was never refused, would prove nothing.
  expect(Math.min(tally.done, tally.refused)).toBeGreaterThan(1_000);
});

/** The command by somebody who is there, about what is there. */
function fitting(one: Command, places: Readonly<Record<number, string>>, sent: readonly Command[]): Command {
  const personAt = (number: number | undefined): number =>
    Math.max(
      0,
      people.findIndex((_, person) => placeText(person) === places[number ?? -1]),
    );
  const inside = one.others.filter((number) => places[number] === `in ${one.into}`);
  const shipment = sent[one.shipment % Math.max(1, sent.length)];
  switch (one.act) {
    case 'pack':
    case 'ship':
      return {
        ...one,
        by: personAt(one.others[0]),
        others: one.others.slice(0, 1 + (one.shipment % 2)),
        shipment: sent.length,
      };
    case 'open':
      return { ...one, by: personAt(one.into) };
    case 'unpack':
      return { ...one, by: personAt(one.into), others: inside.length > 0 ? inside : one.others };
    default:
      if (shipment === undefined) return one;
      return {
        ...one,
        by: one.act === 'void' ? shipment.by : shipment.to,
        others: shipment.others,
        shipment: shipment.shipment,
      };
  }
}

/** The rules over a plain map, as the contract runs them over the ledger. */
class RulesWalk {
  readonly #containers = new Map<Sscc, Container>();
  readonly #shipments = new Map<string, Shipment>();

  constructor() {
    const [maker] = people;
    const holder = { organisation: 'manufacturer', site: maker!.site! };
    for (let number = 0; number < CASES; number += 1)
      this.#containers.set(caseOf(number), aCase(caseOf(number), { holder }));
  }

  /** Whether the command was carried out, or had been; a refusal changes nothing. */
  does(one: Command, now: Instant): boolean {
    try {
      this.#carryOut(one, now);
      return true;
    } catch (error) {
      if (error instanceof LedgerError) return false;
      throw error;
    }
  }

  places(): Record<number, string> {
    const all = [...this.#containers.values()].map((container) => [
      Number(container.sscc.slice(8, 17)),
      this.#where(container),
    ]);
    return Object.fromEntries(all) as Record<number, string>;
  }

  #carryOut({ act, by: who, into, others, to: receiver, shipment: nth }: Command, now: Instant): void {
    const by = people[who]!;
    const [sscc, children] = [caseOf(into), others.map((number) => caseOf(number))];
    const shipment = nth.toString(16).padStart(32, '0');
    if (act === 'pack') {
      const situation = {
        ...{ into: this.#find(sscc), isOwn: true },
        children: children.map((child) => ({ ...this.#get(child), isFilled: true })),
      };
      this.#keepFamily(packContainers(situation, { sscc, children }, by, now));
    } else if (act === 'unpack') {
      const situation = { from: this.#get(sscc), children: children.map((child) => this.#get(child).container) };
      this.#keepFamily(unpackContainers(situation, { sscc, children }, by, now));
    } else if (act === 'open') {
      const decision = openContainer(this.#get(sscc), by, now);
      if (!isRepeated(decision)) this.#keep(decision.state);
    } else if (act === 'ship') {
      const { organisation, site } = people[receiver]!;
      const asked = { shipment, containers: children, to: { organisation, site: site! }, expectedAt: instantOf(0) };
      const containers = children.map((child) => ({ ...this.#get(child), isFilled: true }));
      const situation = { shipment: this.#shipments.get(shipment), isReceiverKnown: true, containers };
      const decision = shipContainers(situation, asked, by, now);
      if (isRepeated(decision)) return;
      this.#shipments.set(shipment, decision.state.shipment);
      this.#keep(...decision.state.containers);
    } else {
      const sent = this.#shipments.get(shipment);
      if (sent === undefined) throw new LedgerError('SHIPMENT_NOT_FOUND', 'none');
      const situation = { shipment: sent, containers: children.map((child) => this.#get(child).container) };
      const asked = { shipment, containers: children };
      this.#keepAll(
        act === 'receive' ? receiveContainers(situation, asked, by, now) : voidShipment(situation, asked, by, now),
      );
    }
  }

  #keepFamily(decision: Decision<{ container: Container; children: readonly Container[] }, unknown>): void {
    if (!isRepeated(decision)) this.#keep(decision.state.container, ...decision.state.children);
  }

  #keepAll(decision: Decision<readonly Container[], unknown>): void {
    if (!isRepeated(decision)) this.#keep(...decision.state);
  }

  #keep(...containers: readonly Container[]): void {
    for (const container of containers) this.#containers.set(container.sscc, container);
  }

  #find(sscc: Sscc): PlacedContainer | undefined {
    const container = this.#containers.get(sscc);
    return container && { container, parent: container.parent && this.#containers.get(container.parent) };
  }

  #get(sscc: Sscc): PlacedContainer {
    const found = this.#find(sscc);
    if (found === undefined) throw new LedgerError('CONTAINER_NOT_FOUND', 'none');
    return found;
  }

  #where(container: Container): string {
    const place = placeOf(this.#get(container.sscc));
    if (place === undefined) return `in ${Number(container.parent!.slice(8, 17))}`;
    const way = container.shipment === undefined ? '' : ` to ${container.shipment.to.site}`;
    return `${place.organisation} ${place.site}${way}`;
  }
}

/** What people would say: a thing is at a place, in another, or on its way, and what is opened lets go of what was in it. */
class Model {
  readonly #at = new Map<number, string>();
  readonly #opened = new Set<number>();
  readonly #depth = new Map<number, number>();
  readonly #last = new Map<number, string>();
  readonly #shipments = new Map<number, { from: string; to: string; text: string }>();

  constructor() {
    for (let number = 0; number < CASES; number += 1) {
      this.#at.set(number, placeText(0));
      this.#depth.set(number, 1);
    }
  }

  does(one: Command): boolean {
    const here = placeText(one.by);
    const areKnown = one.others.every((number) => this.#at.has(number));
    const isKnown = this.#at.has(one.into);
    if (one.act === 'pack') return areKnown && this.#pack(one, here);
    if (one.act === 'unpack') return areKnown && isKnown && this.#unpack(one, here);
    if (one.act === 'open') return isKnown && this.#open(one, here);
    if (one.act === 'ship') return areKnown && this.#ship(one, here);
    return areKnown && this.#end(one, here);
  }

  places(): Record<number, string> {
    return Object.fromEntries(this.#at);
  }

  #pack({ into, others }: Command, here: string): boolean {
    if (this.#at.has(into) && others.every((number) => this.#at.get(number) === `in ${into}`)) return true;
    const isReady = (number: number): boolean => this.#at.get(number) === here && !this.#opened.has(number);
    if (this.#at.has(into) && !isReady(into)) return false;
    if (!others.every(isReady) || others.includes(into)) return false;
    const depth = Math.max(this.#depth.get(into) ?? 1, ...others.map((number) => this.#depth.get(number)! + 1));
    if (depth > MOST_DEPTH) return false;
    this.#depth.set(into, depth);
    this.#at.set(into, here);
    this.#last.set(into, 'packed');
    for (const number of others) this.#move(number, `in ${into}`, 'packed');
    return true;
  }

  #unpack({ into, others }: Command, here: string): boolean {
    if (others.every((number) => this.#last.get(number) === `out of ${into}`)) return true;
    const isReady = this.#at.get(into) === here && !this.#opened.has(into);
    if (!isReady || !others.every((number) => this.#at.get(number) === `in ${into}`)) return false;
    this.#last.set(into, 'unpacked');
    for (const number of others) this.#move(number, here, `out of ${into}`);
    return true;
  }

  #open({ into, by }: Command, here: string): boolean {
    const organisation = people[by]!.organisation;
    if (this.#opened.has(into)) return this.#at.get(into)!.startsWith(`${organisation} `);
    if (this.#at.get(into) !== here) return false;
    this.#opened.add(into);
    this.#last.set(into, 'opened');
    for (const [number, at] of this.#at) if (at === `in ${into}`) this.#at.set(number, here);
    return true;
  }

  #ship({ others, to, shipment, by }: Command, here: string): boolean {
    const text = JSON.stringify([others, to, by]);
    const known = this.#shipments.get(shipment);
    if (known !== undefined) return known.text === text;
    const receiver = placeText(to);
    const isReady = (number: number): boolean => this.#at.get(number) === here && !this.#opened.has(number);
    if (receiver === here || !others.every(isReady)) return false;
    this.#shipments.set(shipment, { from: here, to: receiver, text });
    for (const number of others) this.#move(number, `${here} to ${people[to]!.site!}`, `sent with ${shipment}`);
    return true;
  }

  #end({ act, others, shipment }: Command, here: string): boolean {
    const sent = this.#shipments.get(shipment);
    if (sent === undefined || here !== (act === 'receive' ? sent.to : sent.from)) return false;
    const end = `${act} ${shipment}`;
    if (others.every((number) => this.#last.get(number) === end)) return true;
    if (!others.every((number) => this.#last.get(number) === `sent with ${shipment}`)) return false;
    for (const number of others) this.#move(number, here, end);
    return true;
  }

  #move(number: number, at: string, why: string): void {
    this.#at.set(number, at);
    this.#last.set(number, why);
  }
}

function placeText(person: number): string {
  const { organisation, site } = people[person]!;
  return `${organisation} ${site!}`;
}
