/**
 * Ten thousand commands at random, by people at four places over two dozen containers, against a plain model that was
 * written apart: what the rules refuse the model refuses, and every container is afterwards where the model has it.
 */
import fc from 'fast-check';
import type { Sscc } from '../../gs1';
import { instantOf, isRepeated, LedgerError, type Decision, type Instant } from '../../ledger';
import {
  type Container,
  openContainer,
  packContainers,
  type PlacedContainer,
  placeOf,
  unpackContainers,
} from '../container';
import { aCase } from '../fixtures/container.fixtures';
import { ACTS, BOXES, CASES, type Command, CustodyModel, people, placeText } from '../fixtures/custody.model';
import { caseOf } from '../fixtures/packing.fixtures';
import type { Shipment } from './custody.schema';
import { receiveContainers, voidShipment } from './end-shipment.rules';
import { shipContainers } from './ship-containers.rules';

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
      const [ledger, model, sent] = [new RulesWalk(), new CustodyModel(), [] as Command[]];
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
