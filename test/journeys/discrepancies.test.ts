/** What comes is not what was sent, over HTTP: both parties see it, settle it, and what was lost or left may come back. */
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { CustodyJourney, type Party } from '../fixtures/custody-journey';
import { freshKey } from '../fixtures/gateway-in-process';
import { dataMatrix } from '../fixtures/pack-scans';
import { caseOf, EXPIRY, registerPacked, casesOf } from '../fixtures/packed-lots';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);
/** A place of nobody in the network. */
const OUTSIDE = '9521109000018';
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString();

let journey: CustodyJourney;
beforeAll(async () => {
  journey = await CustodyJourney.start();
}, 240_000);
afterAll(() => journey.drugs.stop(), 30_000);

const scanOf = (lot: string, n: number | string) => dataMatrix({ lot, expiry: EXPIRY, serial: `${lot}.${n}` });

/** The ids of the discrepancies that a party's list shows. */
async function listed(party: Party, query: string): Promise<unknown[]> {
  return (await journey.seen(party, `/v1/discrepancies?${query}`)).items.map((one) => one.discrepancy);
}

/** Two cases on their way from the maker to the distributor, who had to expect them yesterday. */
async function sendCases(lot: string, number: number): Promise<{ shipment: string; cases: string[] }> {
  const packed = casesOf(lot, number * 10, 2, 3);
  await registerPacked(journey.drugs, lot, packed);
  const cases = packed.map(({ sscc }) => sscc);
  return { cases, shipment: await journey.ship('manufacturer', 'distributor', cases, { expectedAt: YESTERDAY }) };
}

describe('a case that does not arrive', () => {
  it('is open with sender and receiver until its sender writes it off, and its shipment is overdue no more', async () => {
    const { shipment, cases } = await sendCases('MISS-1', 1);
    const [first, second] = cases;
    await journey.post('distributor', `/v1/shipments/${shipment}/receive`, { containers: [first] });
    const overdue = async () => (await journey.seen('manufacturer', '/v1/shipments?state=overdue')).items;
    expect(await overdue()).toMatchObject([{ shipment, onTheirWay: 1, received: 1 }]);

    const path = `/v1/shipments/${shipment}/discrepancies`;
    const key = freshKey();
    const missing = { kind: 'missing', sscc: second };
    const reported = await journey.post('distributor', path, missing, key);
    expect(reported).toMatchObject({
      status: 201,
      body: { kind: 'missing', about: { sscc: second }, shipment, flags: [], transactionId: expect.any(String) },
    });
    expect(reported.body).not.toHaveProperty('alert');
    expect((await journey.post('distributor', path, missing, key)).body).toEqual(reported.body);
    expect(await journey.post('pharmacy', path, missing)).toMatchObject({
      status: 422,
      body: { code: 'NOT_RECEIVER' },
    });

    const discrepancy = reported.body.discrepancy as string;
    const which = `state=open&kind=missing&shipment=${shipment}`;
    for (const party of ['manufacturer', 'distributor', 'regulator'] as const)
      expect(await listed(party, which)).toEqual([discrepancy]);
    expect(await listed('pharmacy', which)).toEqual([]);
    expect(await listed('manufacturer', `${which}&flagged=true`)).toEqual([]);

    const resolve = `/v1/discrepancies/${discrepancy}/resolve`;
    expect(await journey.post('distributor', resolve, { resolution: 'lost' })).toMatchObject({
      body: { code: 'NOT_RESOLVER' },
    });
    expect(await journey.post('manufacturer', resolve, { resolution: 'accepted' })).toMatchObject({
      ...{ status: 400, body: { faults: [{ field: 'resolution' }] } },
    });
    expect(await overdue()).toHaveLength(1);
    expect(await journey.post('manufacturer', resolve, { resolution: 'lost' })).toMatchObject({ status: 200 });
    expect(await overdue()).toEqual([]);
    expect(await listed('distributor', which)).toEqual([]);
    expect(await listed('distributor', `state=resolved&shipment=${shipment}`)).toEqual([discrepancy]);
    expect(await journey.seen('distributor', `/v1/discrepancies/${discrepancy}`)).toMatchObject({
      ...{ state: 'resolved', resolved: { as: 'lost', by: { organisation: 'manufacturer' } } },
    });
    expect((await journey.seen('distributor', `/v1/shipments/${shipment}`)).containers).toMatchObject([
      { sscc: first, state: 'received' },
      { sscc: second, state: 'lost' },
    ]);
    expect((await journey.seen('manufacturer', '/v1/shipments?direction=outgoing&limit=1')).items).toMatchObject([
      { shipment, state: 'received', received: 1, lost: 1, onTheirWay: 0, isOverdue: false },
    ]);
    const held = async (more: string) =>
      (await journey.seen('regulator', `/v1/containers?holder=manufacturer&lot=MISS-1${more}`)).items;
    expect(await held('')).toEqual([]);
    expect(await held('&gone=true')).toMatchObject([{ sscc: second, gone: { how: 'lost', discrepancy } }]);
  });

  it('turns up elsewhere: who held it last is told, and its shipment stays a lost one', async () => {
    const { pallet } = await journey.onPallet('MISS-2', 2);
    const shipment = await journey.ship('manufacturer', 'distributor', [pallet]);
    const path = `/v1/shipments/${shipment}/discrepancies`;
    const { body } = await journey.post('distributor', path, { kind: 'missing', sscc: pallet });
    const resolve = `/v1/discrepancies/${body.discrepancy as string}/resolve`;
    await journey.post('manufacturer', resolve, { resolution: 'lost' });
    expect((await journey.seen('distributor', '/v1/shipments?state=lost')).items).toMatchObject([
      { shipment, lost: 1 },
    ]);

    const order = { containers: [pallet], from: OUTSIDE };
    const key = freshKey();
    const readmitted = await journey.post('pharmacy', '/v1/readmissions', order, key);
    const flags = [{ sscc: pallet, lastHolder: 'manufacturer' }];
    expect(readmitted).toMatchObject({ status: 201, body: { flags, from: OUTSIDE, alerts: [expect.any(String)] } });
    expect((await journey.post('pharmacy', '/v1/readmissions', order, key)).body).toEqual(readmitted.body);
    expect(await journey.post('pharmacy', '/v1/readmissions', order)).toMatchObject({
      body: { code: 'CONTAINER_NOT_AWAY' },
    });

    const [alert] = readmitted.body.alerts as string[];
    for (const party of ['manufacturer', 'regulator'] as const) {
      const alerts = await eventually(
        async () => (await journey.seen(party, '/v1/alerts?state=open')).items,
        (items) => items.some(({ id }) => id === alert),
      );
      const told = { cause: 'flagged-readmission', container: pallet, pack: null, asker: 'pharmacy', fmdAlert: null };
      expect(alerts.find(({ id }) => id === alert)).toMatchObject(told);
    }
    const { readmission } = readmitted.body;
    const concerning = async (party: Party) =>
      (await journey.seen(party, '/v1/readmissions?lastHolder=manufacturer')).items.map((one) => one.readmission);
    expect(await concerning('manufacturer')).toEqual([readmission]);
    expect(await concerning('hospital')).toEqual([]);
    expect(await journey.seen('hospital', `/v1/readmissions/${readmission as string}`)).toMatchObject({ flags });
    expect(await journey.seen('hospital', `/v1/containers/${pallet}`)).toMatchObject({
      holder: { organisation: 'pharmacy', site: siteOf('pharmacy') },
    });
    expect((await journey.seen('distributor', '/v1/shipments?state=lost')).items).toMatchObject([{ shipment }]);
  });
});

describe('a single pack', () => {
  it('is reported as it was scanned, and stands on the ledger by its digest alone', async () => {
    const { shipment, cases } = await sendCases('ONE-1', 3);
    await journey.post('distributor', `/v1/shipments/${shipment}/receive`);
    const path = `/v1/shipments/${shipment}/discrepancies`;
    const { status, body } = await journey.post('distributor', path, { kind: 'damaged', scan: scanOf('ONE-1', 0) });
    expect(status).toBe(201);
    expect(body).toMatchObject({ about: { lot: 'ONE-1', digest: expect.stringMatching(/^[0-9a-f]{32}$/) }, flags: [] });
    expect(JSON.stringify(body)).not.toContain('ONE-1.0');
    const resolve = `/v1/discrepancies/${body.discrepancy as string}/resolve`;
    expect(await journey.post('distributor', resolve, { resolution: 'accepted' })).toMatchObject({ status: 200 });

    // A serial that nobody made: recorded all the same, and the sender and the regulator are told which it was.
    const forged = await journey.post('distributor', path, { kind: 'surplus', scan: scanOf('ONE-1', 'FAKE') });
    expect(forged).toMatchObject({ status: 201, body: { flags: ['not-known'], alert: expect.any(String) } });
    expect(await listed('manufacturer', 'state=open&flagged=true&kind=surplus')).toEqual([forged.body.discrepancy]);
    const told = await eventually(
      async () => (await journey.seen('manufacturer', '/v1/alerts?state=open')).items,
      (items) => items.some(({ id }) => id === forged.body.alert),
    );
    expect(told.find(({ id }) => id === forged.body.alert)).toMatchObject({
      ...{ cause: 'flagged-discrepancy', pack: { lot: 'ONE-1', serial: 'ONE-1.FAKE' }, container: null },
    });
    expect(await journey.seen('distributor', `/v1/containers/${cases[0]!}`)).toMatchObject({ lots: [{ packs: 3 }] });
  });

  it.each([
    ['nothing', { kind: 'damaged' }, 'sscc'],
    ['both', { kind: 'damaged', sscc: caseOf(1), scan: scanOf('ONE-1', 0) }, 'sscc'],
    ['a text that is no code', { kind: 'damaged', scan: 'aspirin' }, 'scan'],
    ['a code without a serial number', { kind: 'damaged', scan: '(01)09521104012344' }, 'scan'],
    ['no SSCC', { kind: 'damaged', sscc: '12' }, 'sscc'],
    ['no kind', { sscc: caseOf(1) }, 'kind'],
  ])('or a container: a report of %s is refused by its field', async (_, report, field) => {
    const path = `/v1/shipments/${'0'.repeat(32)}/discrepancies`;
    const { status, body } = await journey.post('distributor', path, report);
    expect(status).toBe(400);
    expect(body.faults).toContainEqual({ field, rule: expect.any(String) });
  });
});

describe('a container that nobody sent', () => {
  it('is reported as surplus against whom the ledger has it with', async () => {
    const { pallet } = await journey.onPallet('MORE-1', 4);
    const { status, body } = await journey.post('hospital', '/v1/discrepancies', { sscc: pallet });
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'surplus', counterparty: { organisation: 'manufacturer' }, flags: [] });
    expect(body).not.toHaveProperty('shipment');
    expect(await listed('manufacturer', 'state=open&kind=surplus')).toContain(body.discrepancy);
    const here = await journey.post('manufacturer', '/v1/discrepancies', { sscc: pallet });
    expect(here.body).toMatchObject({ flags: ['expected-here'], alert: expect.any(String) });
    expect(await journey.post('regulator', '/v1/discrepancies', { sscc: pallet })).toMatchObject({ status: 403 });
  });
});

describe('a container', () => {
  it('that goes to a place outside the network leaves by a departure, and comes back to who let it go without alarm', async () => {
    const { pallet } = await journey.onPallet('AWAY-1', 5);
    const shipped = await journey.post('manufacturer', '/v1/shipments', {
      containers: [pallet],
      to: { site: OUTSIDE },
    });
    expect(shipped).toMatchObject({
      ...{ status: 400, body: { faults: [{ field: 'to.site', rule: expect.stringContaining('departure') }] } },
    });
    const inside = await journey.post('manufacturer', '/v1/departures', {
      containers: [pallet],
      to: siteOf('pharmacy'),
    });
    expect(inside).toMatchObject({ status: 400, body: { faults: [{ field: 'to' }] } });
    const key = freshKey();
    const order = { containers: [pallet], to: OUTSIDE };
    const left = await journey.post('manufacturer', '/v1/departures', order, key);
    expect(left).toMatchObject({ status: 201, body: { to: OUTSIDE, from: { organisation: 'manufacturer' } } });
    expect((await journey.post('manufacturer', '/v1/departures', order, key)).body).toEqual(left.body);
    expect(await journey.post('manufacturer', '/v1/departures', order)).toMatchObject({
      body: { code: 'CONTAINER_GONE' },
    });
    const departure = left.body.departure as string;
    expect(await journey.seen('distributor', `/v1/departures/${departure}`)).toMatchObject({ containers: [pallet] });
    const listedBy = async (party: Party) =>
      (await journey.seen(party, '/v1/departures')).items.map((one) => one.departure);
    expect(await listedBy('manufacturer')).toEqual([departure]);
    expect(await listedBy('regulator')).toEqual([departure]);
    expect(await listedBy('distributor')).toEqual([]);
    expect((await journey.seen('distributor', '/v1/containers?lot=AWAY-1&gone=true')).items).toMatchObject([
      { parent: pallet, gone: { how: 'left', departure } },
      { parent: pallet },
    ]);
    const back = await journey.post('manufacturer', '/v1/readmissions', { containers: [pallet], from: OUTSIDE });
    expect(back).toMatchObject({ status: 201, body: { flags: [], alerts: [] } });
    expect((await journey.seen('distributor', '/v1/containers?lot=AWAY-1&gone=true')).items).toEqual([]);
  });

  it('goes back with a shipment that names the one that it came with', async () => {
    const { pallet } = await journey.onPallet('BACK-1', 6);
    const came = await journey.ship('manufacturer', 'distributor', [pallet]);
    await journey.post('distributor', `/v1/shipments/${came}/receive`);
    const order = { containers: [pallet], to: { site: siteOf('pharmacy') }, returns: came };
    expect(await journey.post('distributor', '/v1/shipments', order)).toMatchObject({ body: { code: 'NOT_A_RETURN' } });
    const shipment = await journey.ship('distributor', 'manufacturer', [pallet], { returns: came });
    expect(await journey.seen('manufacturer', `/v1/shipments/${shipment}`)).toMatchObject({ returns: came });
    expect((await journey.seen('manufacturer', '/v1/shipments?direction=incoming')).items).toMatchObject([
      { shipment, returns: came },
    ]);
  });
});
