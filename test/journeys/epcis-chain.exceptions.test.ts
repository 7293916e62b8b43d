/** What goes wrong along a chain that is told by EPCIS: events declared wrong, goods astray or overdue, and whom it is shown. */
import { sql } from 'drizzle-orm';
import { ApplicationStore } from '../../gateway-api/src/capture/apply/applications.store';
import { OverdueArrivals } from '../../gateway-api/src/capture/apply/overdue-arrivals';
import { ExceptionStore } from '../../gateway-api/src/exceptions/exceptions.store';
import { ChannelLedger } from '../../gateway-api/src/ledger';
import { ShipmentStore } from '../../gateway-api/src/supply/custody/shipments.store';
import { DiscrepancyClient } from '../../gateway-api/src/supply/discrepancies/discrepancy.client';
import {
  ChainByEpcis,
  declaredWrong,
  decommissioned,
  documentOf,
  received,
  shipped,
  statesOf,
  toldLot,
} from '../fixtures/chain-events';
import { palletOf } from '../fixtures/packed-lots';
import type { SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(120_000);
const DAY = 86_400_000;

let drugs: SupplyConsortium;
let chain: ChainByEpcis;
beforeAll(async () => {
  chain = await ChainByEpcis.start();
  ({ drugs } = chain);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

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

describe('an error declaration', () => {
  it('of shipping takes the shipment back; of what was received since it opens an exception', async () => {
    const { cases, events } = toldLot('W3');
    const [first, second] = cases;
    const one = shipped(5, [first], 'distributor');
    const other = shipped(6, [second], 'distributor');
    await chain.tell('manufacturer', ...events.slice(0, 3), one, other);
    await chain.tell('distributor', received(10, [second]));
    const [isBack, isNot] = await chain.tell('manufacturer', declaredWrong(one, 50), declaredWrong(other, 51));
    expect(isBack).toMatchObject({ state: 'applied', transactions: [expect.any(String)] });
    expect(await chain.container(first)).toMatchObject({ holder: { organisation: 'manufacturer' } });
    expect((await chain.container(first)).shipment).toBeUndefined();
    expect(isNot).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('CONTAINER_NOT_IN_SHIPMENT') });
    expect(await chain.exceptions('manufacturer')).toMatchObject([{ kind: 'not-applied', event: isNot!.id }]);
  });

  it('of packing unpacks, of decommissioning activates, and before the event was applied it cancels it', async () => {
    const { pallet, cases, events, serials } = toldLot('W4');
    const ended = decommissioned(5, [serials[0]!]);
    await chain.tell('manufacturer', ...events, ended);
    const told = await chain.tell('manufacturer', declaredWrong(events[3]!, 50), declaredWrong(ended, 51));
    expect(statesOf(told)).toEqual(['applied', 'applied']);
    expect(await chain.container(cases[0])).toMatchObject({ holder: { organisation: 'manufacturer' } });
    expect(await chain.container(pallet)).toMatchObject({ openedAt: expect.any(String) });
    const early = received(10, [palletOf(990)]);
    const parked = await chain.capture('distributor', documentOf([early]));
    await chain.once('distributor', parked, ([event]) => event?.state === 'parked');
    expect(statesOf(await chain.tell('distributor', declaredWrong(early, 50)))).toEqual(['applied']);
    expect(await chain.settled('distributor', parked)).toMatchObject([
      { state: 'recorded', reason: 'was declared wrong before it was applied' },
    ]);
  });

  it('of receiving is for a person to resolve', async () => {
    const { cases, events } = toldLot('W5');
    const receiving = received(10, [cases[0]]);
    await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [cases[0]], 'distributor'));
    await chain.tell('distributor', receiving);
    const [wrong] = await chain.tell('distributor', declaredWrong(receiving, 50));
    expect(wrong).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('EVENT_NOT_REVERSIBLE') });
  });
});

describe('an exception', () => {
  it('is opened for whoever receives what is on its way to another, and closed once, by whom', async () => {
    const { cases, events } = toldLot('W6');
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
    const { cases, events } = toldLot('W7');
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
    const { cases, events } = toldLot('WB');
    await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [...cases], 'distributor'));
    expect(statesOf(await chain.tell('distributor', received(10, [cases[0]])))).toEqual(['applied']);
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
