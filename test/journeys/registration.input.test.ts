/** What a maker's gateway refuses to register, and that nothing is left of it. */
import { sql } from 'drizzle-orm';
import { rows } from '../fixtures/gateway-in-process';
import { csvOf, lotPath, register } from '../fixtures/packed-lots';
import { SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(90_000);

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'pharmacy');
  await drugs.registerProduct();
  await register(drugs, 'LOT-A', ['A7', 'A8']);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const upload = (path: string, text: string | Buffer, type = 'text/csv') =>
  drugs.as('manufacturer', 'release-officer').post(path).set('Content-Type', type).send(text);
/** Everything that a refused upload may not leave behind. */
const ownData = async (): Promise<unknown> => {
  const { db } = drugs.of('manufacturer').database;
  return rows(
    db,
    sql`select (select count(*)::int from packs) as packs, (select count(*)::int from registrations) as registrations,
      (select count(*)::int from lot_secrets) as secrets, (select count(*)::int from jobs) as jobs,
      (select count(*)::int from uploads) as uploads`,
  );
};

describe('a file of serials', () => {
  it.each([
    ['no header', 'A1\nA2\n', 400, 'line 1', 'must be the header "serial"'],
    ['another header', 'serials\nX1\n', 400, 'line 1', 'must be the header'],
    ['two columns', 'serial\nX1,X2\n', 400, 'line 2', 'must have one field'],
    ['an empty line', 'serial\nX1\n\nX2\n', 400, 'line 3', 'must not be empty'],
    ['a long serial', `serial\nX1\n${'X'.repeat(21)}\n`, 400, 'line 3', 'at most 20 characters'],
    ['another character set', 'serial\nX1\nÅ1\n', 400, 'line 3', 'GS1 does not allow'],
    ['a space', 'serial\nX 1\n', 400, 'line 2', 'GS1 does not allow'],
    ['a serial twice', 'serial\nX1\nX2\nX1\n', 422, 'line 4', 'repeats the serial of line 2'],
    ['a serial of another part', 'serial\nX1\nA7\n', 422, 'line 3', 'registered for this product already'],
    ['nothing', '', 400, '(body)', 'at least one serial'],
    ['a header alone', 'serial\n', 400, '(body)', 'at least one serial'],
    ['an open quote', 'serial\n"X1\n', 400, 'line 2', 'quote'],
    ['an endless line', `serial\n${'X'.repeat(5_000)}`, 400, 'line 2', '1024 characters'],
    ['NUL', 'serial\nX\u00001\n', 400, 'line 2', 'GS1 does not allow'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x41]), 400, 'line 1', 'header'],
  ])('is refused with %s, naming line and rule, and changes nothing', async (_, text, status, field, rule) => {
    const before = await ownData();
    const { body, ...answer } = await upload(lotPath('LOT-X'), text);
    expect(answer.status).toBe(status);
    expect(body.faults[0]).toEqual({ field, rule: expect.stringContaining(rule) });
    expect(await ownData()).toEqual(before);
  });

  it.each([
    ['no JSON', '{"serial":"X1"}\nX2\n', 'line 2', 'must be JSON'],
    ['another field', '{"serial":"X1","lot":"L"}\n', 'line 1', 'the one field'],
    ['a number', '{"serial":1}\n', 'line 1', 'the one field'],
    ['an endless line', `{"serial":"${'X'.repeat(200_000)}"}`, 'line 1', '1024 characters'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'line 1', 'UTF-8'],
  ])('as NDJSON is refused with %s', async (_, text, field, rule) => {
    const before = await ownData();
    const { body } = await upload(lotPath('LOT-X'), text, 'application/x-ndjson').expect(400);
    expect(body.faults[0]).toEqual({ field, rule: expect.stringContaining(rule) });
    expect(await ownData()).toEqual(before);
  });

  it.each([
    ['a GTIN with a wrong check digit', { gtin: '09506000134353' }, 400, 'INVALID_INPUT'],
    ['a product that nobody registered', { gtin: '09506000134369' }, 422, 'PRODUCT_NOT_REGISTERED'],
    ['a day that does not exist', { expiry: '2028-02-30' }, 400, 'INVALID_INPUT'],
    ['day 00', { expiry: '2028-02-00' }, 400, 'INVALID_INPUT'],
    ['a lot of 21 characters', { lot: 'L'.repeat(21) }, 400, 'INVALID_INPUT'],
    ['another expiry than the lot’s', { lot: 'LOT-A', expiry: '2029-01-01' }, 409, 'LOT_MISMATCH'],
    ['a receiver who is no member', { secretTo: 'pharmacy,clinic' }, 400, 'INVALID_INPUT'],
    ['an unknown parameter', { colour: 'red' }, 400, 'INVALID_INPUT'],
  ])('is refused for %s', async (_, more, status, code) => {
    const before = await ownData();
    const { body, ...answer } = await upload(lotPath('LOT-X', more), csvOf('X1'));
    expect({ status: answer.status, code: body.code }).toEqual({ status, code });
    expect(await ownData()).toEqual(before);
  });

  it('is refused in another media type, and for whoever may not release packs', async () => {
    await upload(lotPath('LOT-X'), '[]', 'application/json').expect(415);
    const admin = drugs.as('manufacturer', 'administrator');
    await admin.post(lotPath('LOT-X')).set('Content-Type', 'text/csv').send(csvOf('X1')).expect(403);
    const pharmacist = drugs.as('pharmacy', 'pharmacist');
    await pharmacist.post(lotPath('LOT-X')).set('Content-Type', 'text/csv').send(csvOf('X1')).expect(403);
    const { db } = drugs.of('pharmacy').database;
    expect(await rows(db, sql`select id from uploads`)).toEqual([]);
  });
});
