/** A journey from maker to patient that is told by EPCIS alone: events do on the ledger what they mean, in whatever order they come. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ChainByEpcis,
  type ChainEvent,
  decommissioned,
  dispensed,
  documentOf,
  received,
  shipped,
  statesOf,
  toldLot,
  unpacked,
} from '../fixtures/chain-events';
import { prefix, type SupplyConsortium } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);

let drugs: SupplyConsortium;
let chain: ChainByEpcis;
beforeAll(async () => {
  chain = await ChainByEpcis.start();
  ({ drugs } = chain);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

describe('a lot whose whole way is told by EPCIS', () => {
  const { lot, serials, cases, pallet, events } = toldLot('W1');
  const shipping = shipped(4, [pallet], 'distributor');

  it('is registered, packed and shipped by one document of its maker', async () => {
    const told = await chain.tell('manufacturer', ...events, shipping);
    expect(told.map(({ state, reason }) => [state, reason])).toEqual(
      events.concat(shipping).map(() => ['applied', undefined]),
    );
    expect(told.slice(1).every(({ transactions }) => transactions.length > 0)).toBe(true);
    expect(await chain.container(pallet)).toMatchObject({
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
    expect(statesOf(told)).toEqual(['applied', 'applied', 'applied']);
    expect(await chain.container(pallet)).toMatchObject({ openedAt: expect.any(String) });
    expect(await chain.container(cases[1])).toMatchObject({ holder: { organisation: 'distributor' } });
  });

  it('is received and dispensed by the pharmacy, which then cannot supply it again', async () => {
    const told = await chain.tell('pharmacy', received(20, [cases[0]]), dispensed(21, [serials[0]!]));
    expect(told.map(({ state, reason }) => [state, reason])).toEqual([
      ['applied', undefined],
      ['applied', undefined],
    ]);
    expect(await chain.verdict('pharmacy', lot, serials[0]!)).toMatchObject({ verdict: 'already-supplied-here' });
    expect(await chain.verdict('pharmacy', lot, serials[1]!)).toMatchObject({ verdict: 'authentic' });
    expect(await chain.exceptions('pharmacy')).toEqual([]);
  });

  it('is recorded when a pack was dispensed that had left the stock, and flagged for somebody to look into', async () => {
    const told = [decommissioned(24, [serials[1]!]), dispensed(25, [serials[1]!])];
    const [, flaggedOne] = await chain.tell('pharmacy', ...told);
    expect(flaggedOne).toMatchObject({ state: 'applied', transactions: [expect.any(String)] });
    const open = await chain.exceptions('pharmacy');
    const flagged = {
      kind: 'flagged-hand-over',
      event: flaggedOne!.id,
      reason: expect.stringContaining('not-active'),
    };
    expect(open).toMatchObject([flagged]);
    const { id } = open[0] as unknown as { id: string };
    const close = drugs.as('pharmacy', 'pharmacist').post(`/v1/exceptions/${id}/close`);
    await close.send({ resolution: 'no-fault' }).expect(200);
  });

  it('stays as it is when a document comes again, but for the capture’s own anchor', async () => {
    const height = drugs.network.ledger.height('supply');
    const again = await chain.tell('manufacturer', ...events, shipping);
    expect(statesOf(again)).toEqual(events.concat(shipping).map(() => 'applied'));
    const grown = () => Promise.resolve(drugs.network.ledger.height('supply') - height);
    await eventually(grown, (blocks) => blocks > 0n);
    // Whatever else came would come by now.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await grown()).toBe(1n);
  });
});

describe('events that come before what precedes them', () => {
  it('wait, and are applied in the order of what happened', async () => {
    const { cases, pallet, events, serials, lot } = toldLot('W2');
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
    expect(statesOf(await chain.tell('manufacturer', ...events))).toEqual(events.map(() => 'applied'));
    const allApplied = (told: readonly { state: string }[]) => told.every(({ state }) => state === 'applied');
    await chain.once('manufacturer', shipping, allApplied);
    await chain.once('distributor', early, allApplied);
    await chain.once('pharmacy', dispensing, (told) => told[1]?.state === 'applied');
    await chain.once('pharmacy', dispensing, allApplied);
    expect(await chain.verdict('pharmacy', lot, serials[2]!)).toMatchObject({ verdict: 'already-supplied-here' });
    // In order, so that nothing was flagged.
    expect(await chain.exceptions('pharmacy')).toEqual([]);
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
    const { cases, events } = toldLot('W8');
    const outside = 'https://id.gs1.org/414/9506000134352';
    const told = await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [cases[0]], outside));
    expect(told[3]).toMatchObject({ state: 'applied', transactions: { length: 1 } });
    expect(await chain.container(cases[0])).toMatchObject({ gone: { how: 'left' } });
    expect(statesOf(await chain.tell('manufacturer', received(9, [cases[0]])))).toEqual(['applied']);
    expect((await chain.container(cases[0])).gone).toBeUndefined();
  });

  it('of what is returned names the shipment that it came with', async () => {
    const { cases, events } = toldLot('W9');
    await chain.tell('manufacturer', ...events.slice(0, 3), shipped(5, [cases[0]], 'distributor'));
    const back = shipped(12, [cases[0]], 'manufacturer', { disposition: 'returned' });
    expect(statesOf(await chain.tell('distributor', received(10, [cases[0]]), back))).toEqual(['applied', 'applied']);
    expect(await chain.container(cases[0])).toMatchObject({ shipment: { to: { organisation: 'manufacturer' } } });
    const { items } = await chain.seen('distributor', '/v1/shipments?direction=outgoing&limit=1');
    const reader = await drugs.contracts.person('regulator', 'inspector');
    const sent = await drugs.contracts.evaluate(reader, 'DrugSupply:ReadShipment', {
      shipment: items[0]!.shipment ?? items[0]!.id,
    });
    expect(sent).toMatchObject({ returns: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it('by who may not is not applied', async () => {
    const { cases, events } = toldLot('WA');
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
