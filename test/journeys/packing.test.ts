/** A maker packs: what is refused before anything is written, and that each pack lies in the case that was told. */
import { sql } from 'drizzle-orm';
import { LedgerError } from '@theriac/domain/ledger';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { PackingClient } from '../../gateway-api/src/supply/packing/packing.client';
import {
  caseOf,
  casesOf,
  ended,
  EXPIRY,
  pack,
  packedAs,
  packedOnLedger,
  palletOf,
  register,
} from '../fixtures/packed-lots';
import { freshKey, rows } from '../fixtures/gateway-in-process';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(180_000);
const { gtin } = product;

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'distributor', 'pharmacy', 'hospital', 'regulator');
  await drugs.registerProduct();
  await register(drugs, 'PACK-1', ['A1', 'A2', 'A3', 'A4']);
  await register(drugs, 'PACK-2', ['B1', 'B2']);
  await drugs.of('manufacturer').caughtUp();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const officer = () => drugs.as('manufacturer', 'release-officer');
const maker = () => drugs.of('manufacturer').database.db;
const send = (containers: unknown, more: object = {}) =>
  officer()
    .post('/v1/packings')
    .send({ gtin, lot: 'PACK-1', containers, ...more });
const upload = (text: string, lot = 'PACK-1', type = 'text/csv') =>
  officer()
    .post(`/v1/packings/file?${new URLSearchParams({ gtin, lot }).toString()}`)
    .set('Content-Type', type)
    .send(text);
const csv = (...lines: readonly (readonly [string, string])[]): string =>
  ['sscc,serial', ...lines.map((line) => line.join())].join('\n');
/** Everything that a refused request may not leave behind. */
const ownData = () =>
  rows(
    maker(),
    sql`select (select count(*)::int from packings) as packings, (select count(*)::int from packed_packs) as packs,
      (select count(*)::int from jobs) as jobs, (select count(*)::int from uploads) as uploads`,
  );
const height = () => drugs.contracts.ledger.height('supply');
const strange = caseOf(1, '9521104');

describe('a packing is refused before anything is written', () => {
  const one = caseOf(1);
  it.each([
    ['no SSCC', [{ sscc: '123', serials: ['A1'] }], 400, 'INVALID_INPUT', 'containers[0].sscc'],
    ['no serial', [{ sscc: one, serials: ['A 1'] }], 400, 'INVALID_INPUT', 'containers[0].serials[0]'],
    ['an empty container', [{ sscc: one, serials: [] }], 400, 'INVALID_INPUT', 'containers[0].serials'],
    ['no container', [], 400, 'INVALID_INPUT', 'containers'],
    [
      'a pack in two containers',
      [
        { sscc: one, serials: ['A1', 'A2'] },
        { sscc: caseOf(2), serials: ['A3', 'A1'] },
      ],
      ...([422, 'SERIAL_DUPLICATE', 'containers[1].serials[1]'] as const),
    ],
    [
      'a pack that nobody registered',
      [
        { sscc: one, serials: ['A1'] },
        { sscc: caseOf(2), serials: ['A2', 'NO-SUCH'] },
      ],
      ...([422, 'PACK_NOT_REGISTERED', 'containers[1].serials[1]'] as const),
    ],
    [
      'a pack of another lot',
      [{ sscc: one, serials: ['B1'] }],
      ...([422, 'PACK_NOT_REGISTERED', 'containers[0].serials[0]'] as const),
    ],
    [
      'another company’s SSCC',
      [{ sscc: strange, serials: ['A1'] }],
      ...([422, 'PREFIX_NOT_ASSIGNED', 'containers[0].serials[0]'] as const),
    ],
  ])('with %s', async (_, containers, status, code, field) => {
    const before = [await ownData(), height()];
    const { body } = await send(containers).expect(status);
    expect(body).toMatchObject({ code });
    expect(body.faults).toContainEqual({ field, rule: expect.any(String) });
    expect([await ownData(), height()]).toEqual(before);
  });

  it.each([
    ['another header', 'serial,sscc\nA1,1\n', 'text/csv', 400, 'line 1', 'header "sscc,serial"'],
    ['a field too few', `sscc,serial\n${one}\n`, 'text/csv', 400, 'line 2', '2 fields'],
    ['no SSCC', csv([one, 'A1'], ['12', 'A2']), 'text/csv', 400, 'line 3', 'the SSCC must have 18 digits'],
    ['a pack twice', csv([one, 'A1'], [one, 'A1']), 'text/csv', 422, 'line 3', 'repeats'],
    ['no such pack', csv([one, 'A1'], [one, 'NO']), 'text/csv', 422, 'line 3', 'no registered pack'],
    ['no packs', 'sscc,serial\n', 'text/csv', 400, '(body)', 'at least one pack'],
    ['a field too many', `{"sscc":"${one}","serial":"A1","lot":"X"}`, 'application/x-ndjson', 400, 'line 1', 'fields'],
    ['no such pack', `{"sscc":"${one}","serial":"NO"}`, 'application/x-ndjson', 422, 'line 1', 'no registered pack'],
  ])('as a file with %s', async (_, text, type, status, field, rule) => {
    const before = [await ownData(), height()];
    const { body } = await upload(text, 'PACK-1', type).expect(status);
    expect(body.faults).toContainEqual({ field, rule: expect.stringContaining(rule) });
    expect([await ownData(), height()]).toEqual(before);
  });

  it('when its packs are packed already, or its case is closed in a pallet', async () => {
    await pack(drugs, 'PACK-1', [{ sscc: one, serials: ['A1', 'A2'] }]);
    const again = await send([{ sscc: caseOf(2), serials: ['A3', 'A2'] }]).expect(409);
    expect(again.body).toMatchObject({ code: 'PACK_ALREADY_PACKED' });
    expect(again.body.faults).toEqual([{ field: 'containers[0].serials[1]', rule: 'is packed already' }]);
    await officer()
      .post(`/v1/containers/${palletOf(1)}/pack`)
      .send({ children: [one] })
      .expect(200);
    await drugs.of('manufacturer').caughtUp();
    const inside = await send([{ sscc: one, serials: ['A3'] }]).expect(409);
    expect(inside.body).toMatchObject({ code: 'CONTAINER_INSIDE', faults: [{ field: 'containers[0].serials[0]' }] });
  });

  it('by others than the maker’s release officer', async () => {
    const body = { gtin, lot: 'PACK-1', containers: [{ sscc: one, serials: ['A3'] }] };
    await drugs.as('distributor', 'warehouse-clerk').post('/v1/packings').send(body).expect(403);
    await drugs.as('manufacturer', 'technician').post('/v1/packings').send(body).expect(403);
  });
});

describe('a packing', () => {
  it('of some thousand packs into some hundred cases puts each into its own', async () => {
    const cases = casesOf('BIG', 1_000, 300, 20);
    await register(drugs, 'BIG', [...packedAs(cases).keys()]);
    const begun = await upload(
      csv(...cases.flatMap(({ sscc, serials }) => serials.map((serial) => [sscc, serial] as const))),
      'BIG',
    ).expect(202);
    const since = Date.now();
    const { packings } = await ended(drugs, begun.body as { id: string });
    process.stderr.write(`6000 packs into 300 cases: ${Date.now() - since} ms\n`);
    expect(packings).toMatchObject([{ packs: 6_000, containers: 300 }]);
    expect(await packedOnLedger(drugs, maker(), 'BIG', [...packedAs(cases).keys()])).toEqual(packedAs(cases));
    await drugs.of('pharmacy').caughtUp();
    const { body } = await drugs.as('pharmacy', 'pharmacist').get('/v1/containers?lot=BIG&limit=2').expect(200);
    expect(body.items).toMatchObject([
      { sscc: caseOf(1_000), packs: 20, contents: [{ gtin, lot: 'BIG', packs: 20 }] },
      { sscc: caseOf(1_001), holder: { organisation: 'manufacturer' } },
    ]);
    const job = await officer()
      .get(`/v1/jobs/${begun.body.id as string}`)
      .expect(200);
    expect(job.body.progress).toMatchObject({ done: 6_000, total: 6_000 });
  });

  it('of a pack that the ledger has in a case is refused also by a gateway that lost its own data', async () => {
    await register(drugs, 'LOST', ['L1', 'L2']);
    await pack(drugs, 'LOST', [{ sscc: caseOf(6_000), serials: ['L1'] }]);
    await drugs.of('manufacturer').caughtUp();
    await maker().execute(sql`delete from packed_packs where serial = 'L1'`);
    const before = height();
    const body = { gtin, lot: 'LOST', containers: [{ sscc: caseOf(6_001), serials: ['L1', 'L2'] }] };
    const begun = await officer().post('/v1/packings').send(body).expect(202);
    expect(await drugs.jobEnded('manufacturer', begun.body.id as string)).toBe('failed');
    const { body: job } = await officer().get(`/v1/jobs/${begun.body.id as string}`);
    expect(job).toMatchObject({ problem: { code: 'PACK_ALREADY_PACKED' } });
    expect(height()).toBe(before);
    // The other pack may be packed anew.
    await pack(drugs, 'LOST', [{ sscc: caseOf(6_001), serials: ['L2'] }]);
    expect([...(await packedOnLedger(drugs, maker(), 'LOST', ['L1', 'L2'])).values()]).toEqual([
      caseOf(6_000),
      caseOf(6_001),
    ]);
  });

  it('beside others of the same part, all at once: no page loses what another wrote', async () => {
    const cases = casesOf('ATONCE', 2_000, 6, 5);
    await register(drugs, 'ATONCE', [...packedAs(cases).keys()]);
    await Promise.all(cases.map((one) => pack(drugs, 'ATONCE', [one])));
    expect(await packedOnLedger(drugs, maker(), 'ATONCE', [...packedAs(cases).keys()])).toEqual(packedAs(cases));
  });

  it('of a lot in two parts is a packing of each, by one job', async () => {
    const cases = casesOf('PARTS', 3_000, 2, 4);
    const serials = [...packedAs(cases).keys()];
    await register(drugs, 'PARTS', serials.slice(0, 6));
    await register(drugs, 'PARTS', serials.slice(6));
    const { packings } = await pack(drugs, 'PARTS', cases);
    expect(packings.map(({ packs }) => packs)).toEqual([6, 2]);
    expect(await packedOnLedger(drugs, maker(), 'PARTS', serials)).toEqual(packedAs(cases));
    const [, second] = packings;
    const refused = await send([{ sscc: caseOf(3_010), serials: ['A3'] }], { registration: second!.registration });
    expect(refused).toMatchObject({ status: 422, body: { code: 'PACK_NOT_REGISTERED' } });
  });

  it('waits for the part while that is still being registered', async () => {
    const query = new URLSearchParams({ gtin, lot: 'SOON', expiry: EXPIRY }).toString();
    await officer().post(`/v1/lots?${query}`).set('Content-Type', 'text/csv').send('serial\nN1\nN2\n').expect(202);
    await pack(drugs, 'SOON', [{ sscc: caseOf(4_000), serials: ['N1'] }]);
    const packed = await packedOnLedger(drugs, maker(), 'SOON', ['N1', 'N2']);
    expect([...packed]).toEqual([
      ['N1', caseOf(4_000)],
      ['N2', undefined],
    ]);
  });

  it('puts packs of two lots into one case, and is one job however often it is sent', async () => {
    const sscc = caseOf(5_000);
    const key = freshKey();
    const once = () => send([{ sscc, serials: ['A3'] }]).set('Idempotency-Key', key);
    const [first, again] = [await once().expect(202), await once().expect(202)];
    expect(again.body.id).toBe(first.body.id);
    await ended(drugs, first.body as { id: string });
    await pack(drugs, 'PACK-2', [{ sscc, serials: ['B1', 'B2'] }]);
    const { body } = await officer().get(`/v1/containers/${sscc}`).expect(200);
    expect(body.contents).toMatchObject([
      { lot: 'PACK-1', packs: 1 },
      { lot: 'PACK-2', packs: 2 },
    ]);
  });
});

describe('a packing that the ledger refuses half-way', () => {
  const TAKEN = caseOf(9_999);
  const cases = casesOf('HALF', 9_000, 251, 1);
  const serials = [...packedAs(cases).keys()];
  const asked = (last: string) => cases.map((one, n) => (n === 250 ? { ...one, sscc: last } : one));

  it('leaves no container claimed and no pack taken: all may be packed anew, into the same cases', async () => {
    await register(drugs, 'AWAY', ['W1', 'W2']);
    await pack(drugs, 'AWAY', [{ sscc: TAKEN, serials: ['W1'] }]);
    await register(drugs, 'HALF', serials);
    await officer()
      .post('/v1/shipments')
      .send({
        ...{ containers: [TAKEN], to: { site: siteOf('distributor') } },
        expectedAt: new Date(Date.now() + 86_400_000).toISOString(),
      })
      .expect(201);
    await drugs.of('manufacturer').caughtUp();
    // The gateway lost sight of the case that left, and asks the ledger to fill it: in the second batch of containers.
    await maker().execute(sql`delete from containers where sscc = ${TAKEN}`);
    const body = { gtin, lot: 'HALF', containers: asked(TAKEN) };
    const begun = await officer().post('/v1/packings').send(body).expect(202);
    expect(await drugs.jobEnded('manufacturer', begun.body.id as string)).toBe('failed');
    const { body: job } = await officer().get(`/v1/jobs/${begun.body.id as string}`);
    expect(job).toMatchObject({ problem: { code: 'CONTAINER_IN_TRANSIT' } });
    expect(await rows(maker(), sql`select 1 from containers where sscc = ${caseOf(9_000)}`)).toEqual([]);
    await officer()
      .get(`/v1/containers/${caseOf(9_000)}`)
      .expect(404);

    await pack(drugs, 'HALF', asked(caseOf(9_998)));
    expect(await packedOnLedger(drugs, maker(), 'HALF', serials)).toEqual(packedAs(asked(caseOf(9_998))));
  });

  it('is no step of its packs’ way, and its packs are with their maker until they are packed anew', async () => {
    await register(drugs, 'TWICE', ['T1', 'T2']);
    const close = jest
      .spyOn(PackingClient.prototype, 'closePacking')
      .mockRejectedValueOnce(new LedgerError('PACKING_INCOMPLETE', 'made up by a test'));
    const body = { gtin, lot: 'TWICE', containers: [{ sscc: caseOf(9_500), serials: ['T1', 'T2'] }] };
    const begun = await officer().post('/v1/packings').send(body).expect(202);
    expect(await drugs.jobEnded('manufacturer', begun.body.id as string)).toBe('failed');
    close.mockRestore();
    expect([...(await packedOnLedger(drugs, maker(), 'TWICE', ['T1', 'T2'])).values()]).toEqual([undefined, undefined]);
    await pack(drugs, 'TWICE', [{ sscc: caseOf(9_501), serials: ['T1'] }]);
    await drugs.of('regulator').caughtUp();
    const way = async (serial: string) => {
      const scan = `(01)${gtin}(17)280630(10)TWICE(21)${serial}`;
      const { body: told } = await drugs
        .as('regulator', 'inspector')
        .post('/v1/packs/provenance')
        .send({ scan })
        .expect(200);
      const { steps } = told as { steps: readonly { event: string; inside: readonly string[] }[] };
      return steps.map(({ event, inside }) => [event, ...inside]);
    };
    expect(await way('T1')).toEqual([['PartSealed'], ['PackingPagesWritten', caseOf(9_501)]]);
    expect(await way('T2')).toEqual([['PartSealed']]);
  });
});
