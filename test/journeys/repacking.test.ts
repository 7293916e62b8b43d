/** Packs by scan into containers and out of them, all packs of a container at once, and who then holds how many. */
import { getTableName, sql } from 'drizzle-orm';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import type { Database } from '../../gateway-api/src/database';
import { SUPPLY_CHANNEL } from '../../gateway-api/src/supply';
import { containersProjection } from '../../gateway-api/src/supply/containers/containers.projection';
import { CustodyJourney, type Party } from '../fixtures/custody-journey';
import { followBlocks, freshKey, rows } from '../fixtures/gateway-in-process';
import { dataMatrix } from '../fixtures/pack-scans';
import { casesOf, EXPIRY, pack, palletOf, register } from '../fixtures/packed-lots';
import { ofLot } from '../fixtures/recall-chain';
import { product } from '../fixtures/supply-consortium';

jest.setTimeout(120_000);
const { gtin } = product;
/** A place of nobody in the network. */
const OUTSIDE = '9521109000018';

let journey: CustodyJourney;
beforeAll(async () => {
  journey = await CustodyJourney.start();
}, 240_000);
afterAll(() => journey.drugs.stop(), 30_000);

const scanOf = (lot: string, n: number) => dataMatrix({ lot, expiry: EXPIRY, serial: `${lot}.${n}` });

/** Cases of three packs each at the maker, and some packs more that stay loose. */
async function made(lot: string, firstCase: number, cases: number, loose: number): Promise<string[]> {
  const packed = casesOf(lot, firstCase, cases, 3);
  const serials = Array.from({ length: cases * 3 + loose }, (_, n) => `${lot}.${n}`);
  await register(journey.drugs, lot, serials);
  await pack(journey.drugs, lot, packed);
  return packed.map(({ sscc }) => sscc);
}

/** The lots of what lies directly in a container, as a list has it. */
async function lotsIn(lot: string): Promise<Map<unknown, unknown>> {
  const { items } = await journey.seen('hospital', `/v1/containers?gtin=${gtin}&lot=${lot}`);
  return new Map(items.map(({ sscc, packs }) => [sscc, packs]));
}

describe('packs', () => {
  it('go by scan out of a case and into another container, beside containers, and are counted where they are', async () => {
    const [first = '', second = ''] = await made('RE-1', 10, 2, 1);
    const out = { packs: [scanOf('RE-1', 0), scanOf('RE-1', 1)] };
    const key = freshKey();
    const unpacked = await journey.post('manufacturer', `/v1/containers/${first}/unpack`, out, key);
    expect(unpacked).toMatchObject({ status: 200, body: { sscc: first, packs: 2, transactionId: expect.any(String) } });
    expect((await journey.post('manufacturer', `/v1/containers/${first}/unpack`, out, key)).body).toEqual(
      unpacked.body,
    );
    expect(await lotsIn('RE-1')).toEqual(
      new Map([
        [first, 1],
        [second, 3],
      ]),
    );

    const pallet = palletOf(1);
    const never = { packs: [scanOf('RE-1', 6)] };
    expect(await journey.post('manufacturer', `/v1/containers/${pallet}/pack`, never)).toMatchObject({
      ...{ status: 409, body: { code: 'PACK_NEVER_PACKED' } },
    });
    const into = { children: [second], packs: [scanOf('RE-1', 0), scanOf('RE-1', 1)] };
    expect(await journey.post('manufacturer', `/v1/containers/${pallet}/pack`, into)).toMatchObject({
      ...{ status: 200, body: { sscc: pallet, children: [second], packs: 2 } },
    });
    expect(await lotsIn('RE-1')).toEqual(
      new Map([
        [first, 1],
        [second, 3],
        [pallet, 2],
      ]),
    );
    expect(await journey.seen('hospital', `/v1/containers/${pallet}`)).toMatchObject({
      ...{ lots: [{ gtin, lot: 'RE-1', packs: 5 }], inside: [{ sscc: second, packs: 3 }] },
    });
    const shipment = await journey.ship('manufacturer', 'distributor', [pallet]);
    expect((await journey.seen('distributor', '/v1/shipments?direction=incoming')).items).toMatchObject([
      { shipment, lots: [{ lot: 'RE-1', packs: 5 }] },
    ]);
    expect(
      await journey.post('manufacturer', `/v1/containers/${pallet}/unpack`, { packs: [scanOf('RE-1', 0)] }),
    ).toMatchObject({
      body: { code: 'CONTAINER_IN_TRANSIT' },
    });
  });

  it.each([
    ['nothing', {}, 'children'],
    ['no scan', { packs: [] }, 'packs'],
    ['a text that is no code', { packs: [scanOf('RE-1', 1), 'aspirin'] }, 'packs[1]'],
    ['a code without a serial number', { packs: ['(01)09521104012344'] }, 'packs[0]'],
    ['more packs than a command takes', { packs: Array.from({ length: 101 }, (_, n) => scanOf('RE-1', n)) }, 'packs'],
    ['a pack twice', { packs: [scanOf('RE-1', 1), scanOf('RE-1', 1)] }, 'packs'],
  ])('are not packed when the order names %s', async (_, order, field) => {
    const { status, body } = await journey.post('manufacturer', `/v1/containers/${palletOf(2)}/pack`, order);
    expect(status).toBe(400);
    expect(body.faults).toContainEqual({ field, rule: expect.any(String) });
  });

  it('are packed by who handles goods alone', async () => {
    const path = `/v1/containers/${palletOf(2)}`;
    for (const act of ['pack', 'unpack', 'status', 'undo'])
      await journey.drugs.as('hospital', 'physician').post(`${path}/${act}`).send({}).expect(403);
  });
});

describe('a container', () => {
  it('gives all its packs a state at once, which a colleague of the same site takes back, and nobody else', async () => {
    const [first = '', second = ''] = await made('ALL-1', 20, 2, 0);
    const path = `/v1/containers/${first}`;
    const locked = await journey.post('manufacturer', `${path}/status`, { state: 'locked' });
    expect(locked).toMatchObject({ status: 200, body: { sscc: first, state: 'locked' } });
    expect(locked.body).not.toHaveProperty('by');
    const listed = (await journey.seen('hospital', `/v1/containers?gtin=${gtin}&lot=ALL-1`)).items;
    expect(listed[0]).toMatchObject({ sscc: first, status: { state: 'locked' } });
    expect(listed[0]!.status).not.toHaveProperty('by');
    expect(listed[1]).not.toHaveProperty('status');
    const scanned = await journey
      .at('manufacturer')
      .post('/v1/packs/verify')
      .send({ scan: scanOf('ALL-1', 0) });
    expect(scanned.body).toMatchObject({ verdict: 'locked' });
    expect(await journey.post('manufacturer', `${path}/unpack`, { packs: [scanOf('ALL-1', 0)] })).toMatchObject({
      status: 422,
    });
    await journey.at('distributor').post(`${path}/undo`).expect(422);

    const colleague = () =>
      journey.drugs
        .as('manufacturer', 'second-release-officer')
        .post(`${path}/undo`)
        .set('Idempotency-Key', freshKey());
    const undone = await colleague().expect(200);
    expect(undone.body).toMatchObject({ sscc: first, holder: { organisation: 'manufacturer' } });
    expect((await colleague().expect(200)).body.changedAt).toBe(undone.body.changedAt);
    expect((await journey.seen('hospital', `/v1/containers?gtin=${gtin}&lot=ALL-1`)).items[0]).not.toHaveProperty(
      'status',
    );
    const active = await journey.at('manufacturer').post(`/v1/containers/${second}/undo`);
    expect(active.body).toMatchObject({ code: 'PACK_NOT_UNDOABLE' });
    expect(await journey.post('manufacturer', `${path}/status`, { state: 'active' })).toMatchObject({
      ...{ status: 400, body: { faults: [{ field: 'state' }] } },
    });
  });
});

describe('a case', () => {
  it('that a pharmacy supplies whole is supplied here to its own site, and to nobody else', async () => {
    const [whole = ''] = await made('SALE-1', 50, 1, 0);
    const shipment = await journey.ship('manufacturer', 'pharmacy', [whole]);
    await journey.post('pharmacy', `/v1/shipments/${shipment}/receive`);
    const path = `/v1/containers/${whole}`;
    expect(await journey.post('pharmacy', `${path}/status`, { state: 'supplied' })).toMatchObject({ status: 200 });
    const told = async (party: Party) =>
      (
        await journey
          .at(party)
          .post('/v1/packs/verify')
          .send({ scan: scanOf('SALE-1', 0) })
      ).body as object;
    expect(await told('pharmacy')).toMatchObject({ verdict: 'already-supplied-here' });
    expect(await told('hospital')).toMatchObject({ verdict: 'already-supplied-elsewhere' });
    await journey.drugs.as('pharmacy', 'technician').post(`${path}/undo`).expect(200);
    expect(await told('pharmacy')).toMatchObject({ verdict: 'authentic' });
  });
});

describe('the packs of a lot', () => {
  it('are counted with who has them now, on whichever way they came there, and the same when blocks are read again', async () => {
    const [kept = '', sold = '', mixed = '', sent = '', gone = '', samples = ''] = await made('HOLD-1', 30, 6, 2);
    const at = async (party: Party, path: string, command: object) => {
      expect(await journey.post(party, path, command)).toMatchObject({ status: 200 });
    };
    const arrived = await journey.ship('manufacturer', 'pharmacy', [sold, mixed]);
    await at('pharmacy', `/v1/shipments/${arrived}/receive`, {});
    await journey.ship('manufacturer', 'distributor', [sent]);
    await journey.post('manufacturer', '/v1/departures', { containers: [gone], to: OUTSIDE });
    await at('manufacturer', `/v1/containers/${samples}/status`, { state: 'sample' });
    await at('manufacturer', '/v1/packs/decommission', { scan: scanOf('HOLD-1', 18), state: 'sample' });
    // Out of an opened case, whose state goes on saying three, into another; and one out of that.
    await journey.at('pharmacy').post(`/v1/containers/${sold}/open`).expect(200);
    await at('pharmacy', `/v1/containers/${mixed}/pack`, { packs: [scanOf('HOLD-1', 3)] });
    await at('pharmacy', `/v1/containers/${mixed}/unpack`, { packs: [scanOf('HOLD-1', 6), scanOf('HOLD-1', 7)] });
    expect(await lotsIn('HOLD-1')).toEqual(
      new Map([
        [kept, 3],
        [sold, 2],
        [mixed, 2],
        [sent, 3],
        [gone, 3],
        [samples, 3],
      ]),
    );
    await at('pharmacy', '/v1/packs/supply', { scan: scanOf('HOLD-1', 4), handedOver: true });
    await at('pharmacy', '/v1/packs/supply', { scan: scanOf('HOLD-1', 7) });
    await at('pharmacy', '/v1/packs/supply', { scan: scanOf('HOLD-1', 6) });
    await at('pharmacy', '/v1/packs/undo', { scan: scanOf('HOLD-1', 6) });
    // Supplied by law from its opening on, and still there.
    await at('pharmacy', '/v1/packs/open', { scan: scanOf('HOLD-1', 5), units: 1 });

    const { body: proposed } = await journey.post('manufacturer', '/v1/recalls', ofLot('HOLD-1'));
    const maker = { organisation: 'manufacturer', site: siteOf('manufacturer') };
    const pharmacy = { organisation: 'pharmacy', site: siteOf('pharmacy') };
    const recall = `/v1/recalls/${proposed.recall as string}`;
    const { holders, registered } = await journey.seen('regulator', recall);
    expect(registered).toEqual({ lots: 1, packs: 20 });
    expect(holders).toEqual([
      { organisation: 'manufacturer', packs: 1 },
      { ...maker, packs: 3 },
      { ...maker, gone: 'left', packs: 3 },
      { ...maker, to: { organisation: 'distributor', site: siteOf('distributor') }, packs: 3 },
      { ...pharmacy, packs: 4 },
    ]);
    const anew = await journey.drugs.server.fresh();
    const follower = await followBlocks(anew, journey.drugs.network, [SUPPLY_CHANNEL]);
    await follower.caughtUp();
    expect(await held(anew.db)).toEqual(await held(journey.drugs.of('regulator').database.db));
    await follower.stop();
  });
});

describe('a pack that was taken out of stock before its maker packed it', () => {
  it('is counted neither in its case nor beside it', async () => {
    const [packed] = casesOf('SOON-1', 40, 1, 3);
    await register(journey.drugs, 'SOON-1', packed!.serials);
    const sample = { scan: scanOf('SOON-1', 0), state: 'sample' };
    expect(await journey.post('manufacturer', '/v1/packs/decommission', sample)).toMatchObject({ status: 200 });
    await pack(journey.drugs, 'SOON-1', [packed!]);
    const { body } = await journey.post('manufacturer', '/v1/recalls', ofLot('SOON-1'));
    const { holders } = await journey.seen('regulator', `/v1/recalls/${body.recall as string}`);
    expect(holders).toEqual([{ organisation: 'manufacturer', site: siteOf('manufacturer'), packs: 2 }]);
  });
});

/** All that the projection holds, in one order. */
async function held(db: Database): Promise<unknown> {
  const tables: [string, unknown][] = [];
  for (const table of containersProjection.tables) {
    const name = getTableName(table);
    tables.push([name, await rows(db, sql`select * from ${sql.identifier(name)} as one order by one::text`)]);
  }
  return tables;
}
