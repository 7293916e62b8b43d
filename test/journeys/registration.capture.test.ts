/** A maker's EPCIS documents: every valid event is kept, its lots are registered, and what is not applied says why. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { rows } from '../fixtures/gateway-in-process';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(90_000);
const { gtin } = product;
const FOREIGN = '09506000134369';

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'pharmacy');
  await drugs.registerProduct();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const officer = () => drugs.as('manufacturer', 'release-officer');

interface EventOptions {
  readonly gtin?: string;
  readonly lot?: string;
  readonly expiry?: string;
  readonly serials?: readonly string[];
  readonly more?: object;
}

let minute = 0;
const commissioning = ({
  gtin: key = gtin,
  lot = 'E-1',
  expiry = '2028-06-30',
  serials = [],
  more = {},
}: EventOptions) => ({
  type: 'ObjectEvent',
  eventTime: `2026-11-20T08:${String((minute += 1) % 60).padStart(2, '0')}:00.000Z`,
  eventTimeZoneOffset: '+01:00',
  epcList: serials.map((serial) => `https://id.gs1.org/01/${key}/21/${serial}`),
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  readPoint: { id: 'https://id.gs1.org/414/9521104000013' },
  ilmd: { 'cbvmda:lotNumber': lot, 'cbvmda:itemExpirationDate': expiry },
  ...more,
});
const documentOf = (...events: readonly object[]): string =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-11-20T08:00:00.000Z',
    epcisBody: { eventList: events },
  });

async function capture(body: string, type = 'application/json', headers: Record<string, string> = {}) {
  const taken = await officer()
    .post('/epcis/capture')
    .set({ 'Content-Type': type, ...headers })
    .send(body);
  if (taken.status !== 202) return { status: taken.status, problem: taken.body, view: undefined, id: '' };
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const { body: view } = await officer().get(taken.headers.location!).expect(200);
    if (view.running !== true) return { status: 202, problem: undefined, view, id: view.captureID as string };
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('the capture does not end');
}

/** Parts of answers that these tests look at. */
interface Shown {
  readonly state?: string;
  readonly reason?: string;
  readonly packs?: number;
}

const eventsOf = async (id: string): Promise<Shown[]> => {
  const { body } = await officer().get(`/v1/captured-events?capture=${id}`).expect(200);
  return (body.items as Shown[]).reverse();
};
const partsOf = async (lot: string): Promise<Shown[]> => {
  const { body } = await officer().get(`/v1/lots/${gtin}/${lot}`);
  return (body.parts ?? []) as Shown[];
};

describe('a captured document', () => {
  it('becomes one sealed part for each lot that it commissions', async () => {
    const { view, id } = await capture(
      documentOf(
        commissioning({ serials: ['1', '2'] }),
        commissioning({ serials: ['3'], lot: 'E-2' }),
        commissioning({ serials: ['4'] }),
      ),
    );
    expect(view).toEqual({
      captureID: id,
      createdAt: expect.any(String),
      finishedAt: expect.any(String),
      running: false,
      success: true,
      captureErrorBehaviour: 'rollback',
      errors: [],
    });
    expect(await partsOf('E-1')).toMatchObject([{ packs: 3, isSealed: true }]);
    expect(await partsOf('E-2')).toMatchObject([{ packs: 1, isSealed: true }]);
    expect((await eventsOf(id)).map(({ state }) => state)).toEqual(['applied', 'applied', 'applied']);
  });

  it('sent twice is kept and applied once', async () => {
    const body = documentOf(commissioning({ serials: ['T1'], lot: 'E-T' }));
    const [first, second] = [await capture(body), await capture(body)];
    expect(second.view.success).toBe(true);
    expect(await eventsOf(second.id)).toMatchObject([{ state: 'applied', captures: [first.id, second.id] }]);
    expect(await partsOf('E-T')).toHaveLength(1);
  });

  it('keeps what the ledger cannot apply, with the reason', async () => {
    const { view, id } = await capture(
      documentOf(
        commissioning({ serials: ['N1', 'N2'], lot: 'E-N' }),
        commissioning({ gtin: FOREIGN, serials: ['N3'] }),
        commissioning({ serials: ['N4', '1'], lot: 'E-N' }),
        commissioning({ serials: ['N5'], expiry: '2030-01-01' }),
        commissioning({ serials: ['N6'], more: { ilmd: { 'cbvmda:itemExpirationDate': '2028-06-30' } } }),
        commissioning({ serials: ['N7'], more: { action: 'OBSERVE', bizStep: 'shipping', ilmd: undefined } }),
      ),
    );
    expect(view).toMatchObject({ success: true, errors: [] });
    // The last one has its turn when the capture's own work is done.
    while ((await eventsOf(id)).some(({ state }) => state === 'pending'))
      await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await eventsOf(id)).map(({ state, reason }) => [state, reason])).toEqual([
      ['applied', undefined],
      ['not-applied', expect.stringContaining('PRODUCT_NOT_REGISTERED')],
      ['not-applied', expect.stringContaining('registered already')],
      ['not-applied', expect.stringContaining('LOT_MISMATCH')],
      ['not-applied', expect.stringContaining('no lot number')],
      ['not-applied', expect.stringContaining('no destination')],
    ]);
    const { body } = await officer().get('/v1/captured-events?status=not-applied').expect(200);
    expect(body.items).toHaveLength(5);
    expect(await partsOf('E-N')).toMatchObject([{ packs: 2 }]);
  });

  it('is applied when it is sent again after its product was registered', async () => {
    const body = documentOf(commissioning({ gtin: FOREIGN, serials: ['Q1'], lot: 'E-Q' }));
    expect(await eventsOf((await capture(body)).id)).toMatchObject([{ state: 'not-applied' }]);
    const second = { ...product, gtin: FOREIGN, nationalNumbers: [] };
    await officer().post('/v1/products').send(second).expect(201);
    const again = await capture(body);
    expect(await eventsOf(again.id)).toMatchObject([{ state: 'applied' }]);
    const { body: lot } = await officer().get(`/v1/lots/${FOREIGN}/E-Q`).expect(200);
    expect(lot.parts).toMatchObject([{ packs: 1, isSealed: true }]);
  });

  it('with an event that is refused keeps all others only when asked to proceed', async () => {
    const body = documentOf(
      commissioning({ serials: ['P1'], lot: 'E-P' }),
      commissioning({ serials: ['P2'], lot: 'E-P', more: { eventTime: '2026-13-01T00:00:00Z' } }),
    );
    const rolledBack = await capture(body);
    expect(rolledBack.view).toMatchObject({ success: false, captureErrorBehaviour: 'rollback' });
    expect(rolledBack.view.errors).toMatchObject([
      { type: 'epcisException:ValidationException', detail: expect.stringContaining('eventTime') },
    ]);
    expect(await eventsOf(rolledBack.id)).toEqual([]);
    const proceeded = await capture(body, 'application/json', { 'GS1-Capture-Error-Behaviour': 'proceed' });
    expect(proceeded.view).toMatchObject({ success: false, captureErrorBehaviour: 'proceed' });
    expect(await eventsOf(proceeded.id)).toMatchObject([{ state: 'applied' }]);
  });

  it.each([
    ['commissioning.epcis-1.2.xml', 'application/xml'],
    ['commissioning.epcis-2.0.xml', 'text/xml'],
    ['commissioning.epcis-2.0.jsonld', 'application/ld+json'],
  ])('may be the example %s', async (file, type) => {
    const { view } = await capture(readFileSync(join(__dirname, '../../examples', file), 'utf8'), type);
    expect(view).toMatchObject({ success: true });
  });
});

describe('a hostile document', () => {
  const xml = (text: string): [string, string] => [text, 'application/xml'];
  it.each([
    ['an unclosed element', ...xml('<a>')],
    ['a DTD', ...xml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')],
    ['nothing', ...xml('')],
    ['another document', ...xml('<html/>')],
    ['no JSON', '{', 'application/json'],
    ['a JSON text', '"x"', 'application/ld+json'],
    ['endless depth', '['.repeat(100_000), 'application/json'],
    ['bytes', '\u0000\u0001', 'application/xml'],
  ])('is refused as a whole: %s', async (_, text, type) => {
    const { status, problem } = await capture(text, type);
    expect({ status, type: problem.type }).toEqual({ status: 400, type: 'epcisException:ValidationException' });
    expect(problem.faults.length).toBeGreaterThan(0);
    const { db } = drugs.of('manufacturer').database;
    expect(await rows(db, sql`select id from uploads`)).toEqual([]);
    expect(await rows(db, sql`select id from captures where format = ''`)).toEqual([]);
  });

  it('with text that no database keeps is an error of that event', async () => {
    const event = commissioning({
      serials: ['H1'],
      more: { 'ex:note': 'a\u0000b', '@context': { ex: 'https://ex.example/' } },
    });
    const { status, view } = await capture(documentOf(event));
    expect([status === 400 || view?.success === false]).toEqual([true]);
  });
});

describe('the standard’s other answers', () => {
  it('name version and limits, and what a path takes', async () => {
    const { headers, status } = await officer().get('/epcis/capture').set('Accept', '*/*');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'gs1-epcis-version': '2.0', 'gs1-epcis-capture-file-size-limit': '20971520' });
    const options = await drugs.options('manufacturer', '/epcis/capture');
    expect(options).toMatchObject({ status: 204, headers: { allow: 'GET, HEAD, OPTIONS, POST' } });
  });

  it('are problems with the standard’s types', async () => {
    const types = [
      [officer().get(`/epcis/capture/${'0'.repeat(32)}`), 404, 'NoSuchResourceException'],
      [
        officer().post('/epcis/capture').set('Content-Type', 'text/csv').send('x'),
        415,
        'UnsupportedMediaTypeException',
      ],
      [drugs.as('manufacturer', 'patient').get('/epcis/capture'), 403, 'SecurityException'],
      [officer().get('/epcis/capture?perPage=0'), 400, 'ValidationException'],
    ] as const;
    for (const [asked, status, type] of types) {
      const answer = await asked;
      expect([answer.status, answer.body.type]).toEqual([status, `epcisException:${type}`]);
    }
    const large = officer().post('/epcis/capture').set('Content-Type', 'application/xml');
    const answer = await large.send(Buffer.alloc(20 * 1024 * 1024 + 1, 0x20));
    expect([answer.status, answer.body.type]).toEqual([413, 'epcisException:CaptureLimitExceededException']);
  });

  it('list captures in pages', async () => {
    const first = await officer().get('/epcis/capture?perPage=2').expect(200);
    expect(first.body).toHaveLength(2);
    const link = /<([^>]+)>; rel="next"/.exec(first.headers.link!)?.[1];
    const second = await officer().get(link!).expect(200);
    expect(second.body[0].captureID).not.toBe(first.body[1].captureID);
    expect(new Date(first.headers['gs1-next-page-token-expires']!).getTime()).toBeGreaterThan(Date.now());
  });
});
