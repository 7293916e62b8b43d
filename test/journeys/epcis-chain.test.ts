/** A journey from maker to patient that is told by EPCIS alone: events do on the ledger what they mean, in whatever order they come. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { ApplicationStore } from '../../gateway-api/src/capture/apply/applications.store';
import { DiscrepancyClient } from '../../gateway-api/src/supply/discrepancies/discrepancy.client';
import { OverdueArrivals } from '../../gateway-api/src/capture/apply/overdue-arrivals';
import { ExceptionStore } from '../../gateway-api/src/exceptions/exceptions.store';
import { ChannelLedger } from '../../gateway-api/src/ledger';
import { ShipmentStore } from '../../gateway-api/src/supply/custody/shipments.store';
import {
  caseEpc,
  ChainByEpcis,
  type ChainEvent,
  commissioned,
  declaredWrong,
  decommissioned,
  dispensed,
  documentOf,
  packEpc,
  packed,
  received,
  shipped,
  unpacked,
} from '../fixtures/chain-events';
import { caseOf, palletOf } from '../fixtures/packed-lots';
import { prefix, product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(120_000);
const { gtin } = product;
const DAY = 86_400_000;
const STATES = (events: readonly { state: string }[]) => events.map(({ state }) => state);

let drugs: SupplyConsortium;
let chain: ChainByEpcis;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'distributor', 'pharmacy', 'hospital', 'regulator');
  await drugs.registerProduct();
  chain = new ChainByEpcis(drugs);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const verdictOf = async (serial: string, lot: string) => {
  const scan = `(01)${gtin}(17)280630(10)${lot}(21)${serial}`;
  const { body } = await drugs.as('pharmacy', 'pharmacist').post('/v1/packs/verify').send({ scan }).expect(200);
  return (body as { verdict: string }).verdict;
};
const holderOf = async (sscc: string) =>
  (await chain.seen('regulator', `/v1/containers/${sscc}`)) as unknown as {
    holder: { organisation: string; site: string };
    openedAt?: string;
    shipment?: object;
    gone?: object;
    children: string[];
  };

/** The look for overdue arrivals, as it would be at another time. */
function overdueAt(party: 'distributor', time: number): OverdueArrivals {
  const { db, ledger } = drugs.of(party).gateway.foundation;
  return new OverdueArrivals({
    ...{ db, self: party, now: () => time },
    shipments: new ShipmentStore(db),
    exceptions: new ExceptionStore(db),
    store: new ApplicationStore(db),
    discrepancies: new DiscrepancyClient(new ChannelLedger(ledger, 'supply')),
  });
}

let next = 100;
/** What a maker tells of a lot of two cases of two packs on a pallet. */
function lotOf(lot: string) {
  const [first, second, pallet] = [caseOf((next += 1)), caseOf((next += 1)), palletOf(next)];
  const serials = [1, 2, 3, 4].map((n) => `${lot}.${n}`);
  const events = [
    commissioned(0, lot, serials),
    packed(1, first, serials.slice(0, 2).map(packEpc)),
    packed(2, second, serials.slice(2).map(packEpc)),
    packed(3, pallet, [caseEpc(first), caseEpc(second)]),
  ];
  return { lot, serials, cases: [first, second] as const, pallet, events };
}

describe('a lot whose whole way is told by EPCIS', () => {
  const { lot, serials, cases, pallet, events } = lotOf('W1');
  const shipping = shipped(4, [pallet], 'distributor');

  it('is registered, packed and shipped by one document of its maker', async () => {
    const told = await chain.tell('manufacturer', ...events, shipping);
    expect(told.map(({ state, reason }) => [state, reason])).toEqual(
      events.concat(shipping).map(() => ['applied', undefined]),
    );
    expect(told.slice(1).every(({ transactions }) => transactions.length > 0)).toBe(true);
    expect(await holderOf(pallet)).toMatchObject({
      children: cases,
      shipment: { to: { organisation: 'distributor' } },
    });
  });

  it('is received, unpacked and shipped on by the distributor', async () => {
    const told = await chain.tell(
      'distributor',
      received(10, [pallet]),
      unpacked(11, pallet),
      shipped(12, [cases[0]], 'pharmacy'),
    );
    expect(STATES(told)).toEqual(['applied', 'applied', 'applied']);
    expect(await holderOf(pallet)).toMatchObject({ openedAt: expect.any(String) });
    expect(await holderOf(cases[1])).toMatchObject({ holder: { organisation: 'distributor' } });
  });

  it('is received and dispensed by the pharmacy, which then cannot supply it again', async () => {
    const told = await chain.tell('pharmacy', received(20, [cases[0]]), dispensed(21, [serials[0]!]));
    expect(told.map(({ state, reason }) => [state, reason])).toEqual([
      ['applied', undefined],
      ['applied', undefined],
    ]);
    expect(await verdictOf(serials[0]!, lot)).toBe('already-supplied-here');
    expect(await verdictOf(serials[1]!, lot)).toBe('authentic');
    expect(await chain.exceptions('pharmacy')).toEqual([]);
  });

  it('stays as it is when a document comes again, but for the capture’s own anchor', async () => {
    const height = drugs.network.ledger.height('supply');
    const again = await chain.tell('manufacturer', ...events, shipping);
    expect(STATES(again)).toEqual(events.concat(shipping).map(() => 'applied'));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(drugs.network.ledger.height('supply')).toBe(height + 1n);
  });
});

describe('events that come before what precedes them', () => {
  it('wait, and are applied in the order of what happened', async () => {
    const { cases, pallet, events, serials, lot } = lotOf('W2');
    const early = await chain.capture(
      'distributor',
      documentOf([shipped(12, [cases[1]], 'pharmacy'), unpacked(11, pallet), received(10, [pallet])]),
    );
    await chain.once('distributor', early, (told) => told[2]?.state === 'parked');
    const shipping = await chain.capture('manufacturer', documentOf([shipped(4, [pallet], 'distributor')]));
    await chain.once('manufacturer', shipping, (told) => told[0]?.state === 'parked');
    expect(await chain.exceptions('distributor')).toEqual([]);
    const dispensing = await chain.capture(
      'pharmacy',
      documentOf([dispensed(30, [serials[2]!]), received(20, [cases[1]])]),
    );
    expect(STATES(await chain.tell('manufacturer', ...events))).toEqual(events.map(() => 'applied'));
    const allApplied = (told: readonly { state: string }[]) => told.every(({ state }) => state === 'applied');
    await chain.once('manufacturer', shipping, allApplied);
    await chain.once('distributor', early, allApplied);
    await chain.once('pharmacy', dispensing, (told) => told[1]?.state === 'applied');
    await chain.once('pharmacy', dispensing, allApplied);
    expect(await verdictOf(serials[2]!, lot)).toBe('already-supplied-here');
    // In order, so that nothing was flagged.
    expect(await chain.exceptions('pharmacy')).toEqual([]);
  });
});

describe('an error declaration', () => {
  it('of shipping takes the shipment back; of what was received since it opens an exception', async () => {
    const { cases, events } = lotOf('W3');
    const [first, second] = cases;
    const one = shipped(5, [first], 'distributor');
    const other = shipped(6, [second], 'distributor');
    await chain.tell('manufacturer', ...events.slice(0, 3), one, other);
    await chain.tell('distributor', received(10, [second]));
    const [isBack, isNot] = await chain.tell('manufacturer', declaredWrong(one, 50), declaredWrong(other, 51));
    expect(isBack).toMatchObject({ state: 'applied', transactions: [expect.any(String)] });
    expect(await holderOf(first)).toMatchObject({ holder: { organisation: 'manufacturer' } });
    expect((await holderOf(first)).shipment).toBeUndefined();
    expect(isNot).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('CONTAINER_NOT_IN_SHIPMENT') });
    expect(await chain.exceptions('manufacturer')).toMatchObject([{ kind: 'not-applied', event: isNot!.id }]);
  });

  it('of packing unpacks, of decommissioning activates, and before the event was applied it cancels it', async () => {
    const { pallet, cases, events, serials } = lotOf('W4');
    const ended = decommissioned(5, [serials[0]!]);
    await chain.tell('manufacturer', ...events, ended);
    const told = await chain.tell('manufacturer', declaredWrong(events[3]!, 50), declaredWrong(ended, 51));
    expect(STATES(told)).toEqual(['applied', 'applied']);
    expect(await holderOf(cases[0])).toMatchObject({ holder: { organisation: 'manufacturer' } });
    expect(await holderOf(pallet)).toMatchObject({ openedAt: expect.any(String) });
    const early = received(10, [palletOf(990)]);
    const parked = await chain.capture('distributor', documentOf([early]));
    await chain.once('distributor', parked, ([event]) => event?.state === 'parked');
    expect(STATES(await chain.tell('distributor', declaredWrong(early, 50)))).toEqual(['applied']);
    expect(await chain.settled('distributor', parked)).toMatchObject([
      { state: 'recorded', reason: 'was declared wrong before it was applied' },
    ]);
  });

  it('of receiving is for a person to resolve', async () => {
    const { cases, events } = lotOf('W5');
    const receiving = received(10, [cases[0]]);
    await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [cases[0]], 'distributor'));
    await chain.tell('distributor', receiving);
    const [wrong] = await chain.tell('distributor', declaredWrong(receiving, 50));
    expect(wrong).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('EVENT_NOT_REVERSIBLE') });
  });
});

describe('an exception', () => {
  it('is opened for whoever receives what is on its way to another, and closed once, by whom', async () => {
    const { cases, events } = lotOf('W6');
    await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [cases[0]], 'distributor'));
    const [wrong] = await chain.tell('hospital', received(10, [cases[0]]));
    expect(wrong).toMatchObject({ state: 'parked', reason: expect.stringContaining('NOT_RECEIVER') });
    const [one] = await chain.exceptions('hospital');
    expect(one).toMatchObject({ kind: 'wrong-receiver', event: wrong!.id, closedAt: null });
    const pharmacist = drugs.as('hospital', 'pharmacist');
    const close = (resolution: string) =>
      pharmacist.post(`/v1/exceptions/${one!.id as string}/close`).send({ resolution });
    await close('nonsense').expect(400);
    const { body } = await close('returned').expect(200);
    expect(body).toMatchObject({ resolution: 'returned', closedBy: { role: 'pharmacist' } });
    expect((await close('accepted').expect(200)).body).toMatchObject({ resolution: 'returned' });
    expect(await chain.exceptions('hospital')).toEqual([]);
    await drugs.as('hospital', 'patient').get('/v1/exceptions').expect(403);
    await pharmacist.get('/v1/exceptions/00000000-0000-4000-8000-000000000000').expect(404);
  });

  it('tells of what came that was not on its way, and of damage, while the rest is received', async () => {
    const { cases, events } = lotOf('W7');
    await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [cases[0]], 'distributor'));
    const [told] = await chain.tell('distributor', received(10, [...cases], { disposition: 'damaged' }));
    // Received, the other reported as surplus, and the damage.
    expect(told).toMatchObject({ state: 'applied', transactions: { length: 3 } });
    const kinds = (await chain.exceptions('distributor')).filter(({ event }) => event === told!.id);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['damage', 'overage']);
  });
});

describe('what does not come', () => {
  it('of a shipment that came in part is a shortage once it is overdue, told on the ledger too', async () => {
    const { cases, events } = lotOf('WB');
    await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [...cases], 'distributor'));
    expect(STATES(await chain.tell('distributor', received(10, [cases[0]])))).toEqual(['applied']);
    await drugs.of('distributor').caughtUp();
    const look = (days: number) => overdueAt('distributor', Date.now() + days * DAY).run();
    const shortages = async () =>
      (await chain.exceptions('distributor')).filter(({ kind, reason }) => kind === 'shortage' && reason !== null);
    await look(1);
    expect(await shortages()).toEqual([]);
    await look(4);
    await look(5);
    const [shortage, ...more] = await shortages();
    expect([shortage, more]).toMatchObject([{ reason: '1 of its containers are overdue' }, []]);
    const reader = await drugs.contracts.person('regulator', 'inspector');
    const { shipment } = shortage as { shipment: string };
    const told = await drugs.contracts.evaluate(reader, 'DrugSupply:ReadDiscrepancies', { shipment });
    expect(JSON.stringify(told)).toContain(cases[1]);
  });

  it('before an event’s time is over leaves it not applied, for somebody to resolve', async () => {
    const parked = await chain.capture('pharmacy', documentOf([received(10, [palletOf(991)])]));
    const [one] = await chain.once('pharmacy', parked, ([event]) => event?.state === 'parked');
    const { db } = drugs.of('pharmacy').database;
    await db.execute(sql`update event_applications set parked_at = now() - interval '8 days', due_at = now()
      where event = ${Number(one!.id)}`);
    await chain.once('pharmacy', parked, ([event]) => event?.state === 'not-applied');
    const left = (await chain.exceptions('pharmacy')).filter(({ event }) => event === one!.id);
    expect(left).toMatchObject([{ kind: 'product-without-data' }]);
  });
});

describe('the examples', () => {
  it('bring a pack from its maker to a patient', async () => {
    const example = (file: string) => readFileSync(join(__dirname, '../../examples', file), 'utf8');
    const inspector = await drugs.contracts.person('regulator', 'inspector');
    const ofExamples = { ...prefix, companyPrefix: '9521104' };
    await drugs.contracts.submit(inspector, 'DrugSupply:AssignCompanyPrefix', ofExamples);
    const officer = drugs.as('manufacturer', 'release-officer');
    const { gtin: exampleGtin } = (
      await officer
        .post('/v1/products')
        .set('Content-Type', 'application/json')
        .send(example('product.json'))
        .expect(201)
    ).body as { gtin: string };
    await drugs.of('manufacturer').caughtUp();
    const sent = [
      ['manufacturer', 'commissioning.epcis-1.2.xml', 'application/xml'],
      ['distributor', 'distributing.epcis-2.0.jsonld', 'application/ld+json'],
      ['pharmacy', 'dispensing.epcis-2.0.jsonld', 'application/ld+json'],
    ] as const;
    for (const [party, file, type] of sent) {
      const told = await chain.settled(party, await chain.capture(party, example(file), type));
      expect(told.map(({ state, reason }) => [state, reason])).toEqual(told.map(() => ['applied', undefined]));
    }
    const scan = `(01)${exampleGtin}(17)291031(10)AMX-2611-A(21)DKQ7P62DCRQC`;
    const { body } = await drugs.as('pharmacy', 'pharmacist').post('/v1/packs/verify').send({ scan }).expect(200);
    expect(body).toMatchObject({ verdict: 'already-supplied-here' });
  });
});

describe('shipping', () => {
  it('to a place outside the network lets containers leave, and receiving them back readmits them', async () => {
    const { cases, events } = lotOf('W8');
    const outside = 'https://id.gs1.org/414/9506000134352';
    const told = await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [cases[0]], outside));
    expect(told[3]).toMatchObject({ state: 'applied', transactions: { length: 1 } });
    expect(await holderOf(cases[0])).toMatchObject({ gone: { how: 'left' } });
    expect(STATES(await chain.tell('manufacturer', received(9, [cases[0]])))).toEqual(['applied']);
    expect((await holderOf(cases[0])).gone).toBeUndefined();
  });

  it('of what is returned names the shipment that it came with', async () => {
    const { cases, events } = lotOf('W9');
    await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [cases[0]], 'distributor'));
    const back = shipped(12, [cases[0]], 'manufacturer', { disposition: 'returned' });
    expect(STATES(await chain.tell('distributor', received(10, [cases[0]]), back))).toEqual(['applied', 'applied']);
    expect(await holderOf(cases[0])).toMatchObject({ shipment: { to: { organisation: 'manufacturer' } } });
    const { items } = await chain.seen('distributor', '/v1/shipments?direction=outgoing&limit=1');
    const reader = await drugs.contracts.person('regulator', 'inspector');
    const sent = await drugs.contracts.evaluate(reader, 'DrugSupply:ReadShipment', {
      shipment: items[0]!.shipment ?? items[0]!.id,
    });
    expect(sent).toMatchObject({ returns: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it('by who may not is not applied', async () => {
    const { cases, events } = lotOf('WA');
    await chain.tell('manufacturer', ...events.slice(0, 3));
    const event: ChainEvent = shipped(5, [cases[0]], 'distributor');
    const { headers } = await drugs
      .as('manufacturer', 'administrator')
      .post('/epcis/capture')
      .set('Content-Type', 'application/json')
      .send(documentOf([event]))
      .expect(202);
    const [told] = await chain.settled('manufacturer', headers.location!.split('/').at(-1)!);
    expect(told).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('NOT_PERMITTED') });
    // Sent again by who may, it is applied, and nothing is left to resolve of it.
    const again = await chain.capture('manufacturer', documentOf([event]));
    await chain.once('manufacturer', again, ([one]) => one?.state === 'applied');
    expect((await chain.exceptions('manufacturer')).filter((one) => one.event === told!.id)).toEqual([]);
  });
});
