/** Packs on their way from the maker by the distributor to the pharmacy: who has them, who may take them, who can verify them. */
import { glnSchema, ssccSchema } from '@theriac/domain/gs1';
import { consortium, siteOf } from '../../chaincode/src/fixtures/consortium';
import { ChannelLedger } from '../../gateway-api/src/ledger';
import { SUPPLY_CHANNEL, SupplyChannel } from '../../gateway-api/src/supply';
import { ContainerClient } from '../../gateway-api/src/supply/containers/container.client';
import { PlacedContainers } from '../../gateway-api/src/supply/containers/placed-containers';
import { CustodyClient } from '../../gateway-api/src/supply/custody/custody.client';
import { ShipmentDraftStore } from '../../gateway-api/src/supply/custody/shipment-drafts.store';
import { Shipments } from '../../gateway-api/src/supply/custody/shipments';
import { CustodyJourney, type Party } from '../fixtures/custody-journey';
import { freshKey, personOf } from '../fixtures/gateway-in-process';
import { dataMatrix } from '../fixtures/pack-scans';
import { caseOf, EXPIRY } from '../fixtures/packed-lots';
import { product } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);
const { gtin } = product;
const DAY = 86_400_000;

let journey: CustodyJourney;
beforeAll(async () => {
  journey = await CustodyJourney.start();
}, 240_000);
afterAll(() => journey.drugs.stop(), 30_000);

describe('a pallet', () => {
  it('goes from the maker by the distributor to the pharmacy, and its lot’s secret goes with it', async () => {
    const { cases, pallet } = await journey.onPallet('WAY-1', 1);
    const [first = '', second = ''] = cases;
    expect(await journey.holds('distributor', 'WAY-1')).toBe(false);
    const shipment = await journey.ship('manufacturer', 'distributor', [pallet]);
    const inTransit = await journey.seen('distributor', `/v1/containers?inTransit=true&lot=WAY-1`);
    expect(inTransit.items.map(({ sscc, parent }) => [sscc, parent])).toEqual(cases.map((one) => [one, pallet]));
    expect(
      (await journey.seen('distributor', '/v1/shipments?direction=incoming&state=on-the-way')).items,
    ).toMatchObject([{ shipment, onTheirWay: 1, lots: [{ gtin, lot: 'WAY-1', packs: 6 }], isOverdue: false }]);
    await eventually(
      () => journey.holds('distributor', 'WAY-1'),
      (held) => held,
    );
    expect(await journey.holds('pharmacy', 'WAY-1')).toBe(false);

    expect(await journey.post('pharmacy', `/v1/shipments/${shipment}/receive`)).toMatchObject({
      status: 422,
      body: { code: 'NOT_RECEIVER' },
    });
    expect(await journey.post('distributor', `/v1/shipments/${shipment}/receive`)).toMatchObject({
      status: 200,
      body: { shipment, containers: [pallet] },
    });
    const place = { organisation: 'distributor', site: siteOf('distributor') };
    const shown = await journey.seen('pharmacy', `/v1/containers/${first}`);
    expect(shown).toMatchObject({ holder: place, parent: pallet, outermost: pallet });
    expect(await journey.seen('hospital', `/v1/containers/${pallet}`)).toMatchObject({
      ...{ holder: place, lots: [{ gtin, lot: 'WAY-1', packs: 6 }] },
      inside: [{ sscc: first, packs: 3 }, { sscc: second }],
    });

    await journey.at('distributor').post(`/v1/containers/${pallet}/open`).expect(200);
    // What was sent stays told, though the pallet holds nothing any more.
    expect(await journey.seen('manufacturer', `/v1/containers/${pallet}`)).toMatchObject({ lots: [], inside: [] });
    expect((await journey.seen('manufacturer', '/v1/shipments?direction=outgoing&state=received')).items).toMatchObject(
      [{ shipment, received: 1, lots: [{ lot: 'WAY-1', packs: 6 }] }],
    );
    const onward = await journey.ship('distributor', 'pharmacy', [first]);
    expect(await journey.post('pharmacy', `/v1/shipments/${onward}/receive`)).toMatchObject({ status: 200 });
    await eventually(
      () => journey.holds('pharmacy', 'WAY-1'),
      (held) => held,
    );
    const scanned = await journey
      .at('pharmacy')
      .post('/v1/packs/verify')
      .send({ scan: dataMatrix({ lot: 'WAY-1', expiry: EXPIRY, serial: 'WAY-1.0' }) });
    expect(scanned.body).toMatchObject({ verdict: 'authentic', judgedBy: 'pharmacy' });
    const held = async (holder: Party) =>
      (await journey.seen('regulator', `/v1/containers?holder=${holder}&gtin=${gtin}&lot=WAY-1`)).items.map(
        ({ sscc }) => sscc,
      );
    expect([await held('pharmacy'), await held('distributor'), await held('manufacturer')]).toEqual([
      [first],
      [second],
      [],
    ]);
  });

  it('is one shipment, however often the same command is sent', async () => {
    const { pallet } = await journey.onPallet('WAY-2', 2);
    const order = { containers: [pallet], to: { site: siteOf('distributor') } };
    const key = freshKey();
    const first = await journey.post('manufacturer', '/v1/shipments', order, key);
    const again = await journey.post('manufacturer', '/v1/shipments', order, key);
    expect(first).toMatchObject({ status: 201 });
    expect(again.body).toEqual(first.body);
    expect(await journey.post('manufacturer', '/v1/shipments', order)).toMatchObject({
      body: { code: 'CONTAINER_IN_TRANSIT' },
    });
    const path = `/v1/shipments/${first.body.shipment}/receive`;
    const received = await journey.post('distributor', path);
    // Another key: all that were on their way arrived before, and nothing happened to them since.
    expect((await journey.post('distributor', path)).body.changedAt).toBe(received.body.changedAt);
  });

  it('is the same shipment also when the process died before it could answer, and the clock went on', async () => {
    const { pallet } = await journey.onPallet('WAY-4', 7);
    const { db, ledger } = journey.drugs.of('manufacturer').gateway.foundation;
    const supply = new ChannelLedger(ledger, SUPPLY_CHANNEL);
    const member = consortium.members.find(({ name }) => name === 'manufacturer')!;
    const gatewayAt = (now: number) =>
      new Shipments({
        channel: new SupplyChannel(consortium, consortium.channels[0]!, member),
        client: new CustodyClient(supply),
        containers: new PlacedContainers(new ContainerClient(supply)),
        drafts: new ShipmentDraftStore(db),
        now: () => now,
      });
    const order = { containers: [ssccSchema.parse(pallet)], to: { site: glnSchema.parse(siteOf('distributor')) } };
    const officer = personOf(consortium, 'manufacturer', 'release-officer');
    const first = await gatewayAt(Date.now()).ship(officer, order, 'one command');
    const again = await gatewayAt(Date.now() + DAY).ship(officer, order, 'one command');
    expect(again.event).toEqual(first.event);
  });

  it('comes back when its shipment is voided, and then cannot be received', async () => {
    const { pallet } = await journey.onPallet('WAY-3', 3);
    const shipment = await journey.ship('manufacturer', 'distributor', [pallet]);
    const path = `/v1/shipments/${shipment}`;
    expect(await journey.post('distributor', `${path}/void`)).toMatchObject({ body: { code: 'NOT_HOLDER' } });
    expect(await journey.post('manufacturer', `${path}/void`)).toMatchObject({
      status: 200,
      body: { containers: [pallet] },
    });
    expect(await journey.post('distributor', `${path}/receive`)).toMatchObject({
      body: { code: 'CONTAINER_NOT_IN_SHIPMENT' },
    });
    expect((await journey.seen('distributor', path)).containers).toMatchObject([{ sscc: pallet, state: 'voided' }]);
    expect(await journey.seen('manufacturer', `/v1/containers/${pallet}`)).toMatchObject({
      holder: { organisation: 'manufacturer' },
    });
    const [newest] = (await journey.seen('manufacturer', '/v1/shipments?limit=1')).items;
    const { next } = await journey.seen('manufacturer', '/v1/shipments?limit=1');
    const older = await journey.seen('manufacturer', `/v1/shipments?limit=1&after=${next as string}`);
    expect(newest).toMatchObject({ shipment });
    expect(older.items).toHaveLength(1);
    expect(older.items[0]!.shippedAt! <= newest!.shippedAt!).toBe(true);
    const voided = await journey.seen('manufacturer', '/v1/shipments?state=voided&direction=outgoing');
    expect(voided.items.map((one) => one.shipment)).toContain(shipment);
  });
});

describe('a shipment', () => {
  it('that is late is listed for its sender and its receiver, and for nobody else but the regulator', async () => {
    const { cases, pallet } = await journey.onPallet('LATE', 4);
    expect(await journey.post('manufacturer', `/v1/containers/${pallet}/unpack`, { children: cases })).toMatchObject({
      status: 200,
    });
    const expectedAt = new Date(Date.now() - DAY).toISOString();
    const shipment = await journey.ship('manufacturer', 'distributor', cases, { expectedAt });
    const overdue = async (party: Party) =>
      (await journey.seen(party, '/v1/shipments?state=overdue')).items.map((one) => one.shipment);
    expect(await overdue('manufacturer')).toEqual([shipment]);
    expect(await overdue('distributor')).toEqual([shipment]);
    expect(await overdue('regulator')).toEqual([shipment]);
    expect(await overdue('pharmacy')).toEqual([]);
    // One of two cases arrives: the other is still late.
    const [first] = cases;
    await journey.post('distributor', `/v1/shipments/${shipment}/receive`, { containers: [first] });
    expect((await journey.seen('manufacturer', '/v1/shipments?state=overdue')).items).toMatchObject([
      { shipment, onTheirWay: 1, received: 1, state: 'on-the-way', isOverdue: true },
    ]);
    await journey.post('distributor', `/v1/shipments/${shipment}/receive`);
    expect(await overdue('manufacturer')).toEqual([]);
  });

  it.each([
    ['a site of nobody', { to: { site: '9521109000018' } }, 'to.site'],
    [
      'a site of another than is named',
      { to: { site: siteOf('pharmacy'), organisation: 'hospital' } },
      'to.organisation',
    ],
    ['no GLN', { to: { site: '12' } }, 'to.site'],
    ['no container', { to: { site: siteOf('pharmacy') }, containers: [] }, 'containers'],
    ['no SSCC', { to: { site: siteOf('pharmacy') }, containers: ['395060000000000011'] }, 'containers[0]'],
    [
      'more containers than a shipment has',
      { to: { site: siteOf('pharmacy') }, containers: Array.from({ length: 101 }, (_, n) => caseOf(n)) },
      'containers',
    ],
    ['a moment that is none', { to: { site: siteOf('pharmacy') }, expectedAt: 'soon' }, 'expectedAt'],
  ])('to or of %s is refused by its field', async (_, order, field) => {
    const { status, body } = await journey.post('manufacturer', '/v1/shipments', { containers: [caseOf(1)], ...order });
    expect(status).toBe(400);
    expect(body.faults).toContainEqual({ field, rule: expect.any(String) });
  });

  it('is not for everybody to send: a physician and the regulator are refused', async () => {
    const order = { containers: [caseOf(1)], to: { site: siteOf('pharmacy') } };
    await journey.drugs.as('hospital', 'physician').post('/v1/shipments').send(order).expect(403);
    expect(await journey.post('regulator', '/v1/shipments', order)).toMatchObject({ status: 403 });
  });
});
