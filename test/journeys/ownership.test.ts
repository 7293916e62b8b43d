/** What belongs to a person or an organisation does not exist for others: the same answer as to an id that nothing has. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Response } from 'supertest';
import { AlertStore } from '../../gateway-api/src/alerts';
import { writtenDocument } from '../fixtures/epcis-events/written-documents';
import { CONTENT_TYPES } from '../fixtures/epcis-generator';
import { freshKey, rows } from '../fixtures/gateway-in-process';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(90_000);

const DOCUMENT = 'epcis-2.0-json-ld';
/** A shipment of a container that nobody packed: it is kept, cannot be applied, and opens an exception. */
const SHIPPING = {
  ...{ type: 'ObjectEvent', eventTime: '2026-11-20T08:00:00.000Z', eventTimeZoneOffset: '+01:00' },
  ...{ eventID: 'urn:uuid:5d1c9bb0-7a58-4c0e-8d35-7e6f9f0a0c11', action: 'OBSERVE', bizStep: 'shipping' },
  epcList: ['https://id.gs1.org/00/195212340000000013'],
  readPoint: { id: 'https://id.gs1.org/414/9521104000013' },
};

let drugs: SupplyConsortium;
/** Of the manufacturer. */
const own = { job: '', capture: '', event: '', exception: '', alert: '' };

beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'rival');
  const { db } = drugs.of('manufacturer').database;
  const technician = drugs.as('manufacturer', 'technician');
  const taken = await technician
    .post('/epcis/capture')
    .set('Content-Type', CONTENT_TYPES[DOCUMENT])
    .send(writtenDocument(DOCUMENT, [SHIPPING]))
    .expect(202);
  own.capture = taken.headers.location!.split('/').at(-1)!;
  const [job] = await rows<{ id: string }>(db, sql`select id from jobs where kind = 'epcis-capture' limit 1`);
  own.job = job!.id;
  for (let attempt = 0; own.exception === '' && attempt < 500; attempt += 1) {
    const [exception] = await rows<{ id: string; event: string }>(db, sql`select id, event from event_exceptions`);
    own.exception = exception?.id ?? '';
    own.event = String(exception?.event);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  own.alert = randomUUID();
  const pack = { gtin: product.gtin, lot: 'L', serial: 'S' };
  const alert = {
    id: own.alert,
    cause: 'unknown-serial',
    pack,
    holders: ['manufacturer'],
    at: new Date().toISOString(),
  };
  await new AlertStore(db).keep(alert as Parameters<AlertStore['keep']>[0], 'manufacturer', db);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

/** An answer without what differs between any two: the request's own id, and the time. */
function seenIn({ status, headers, body }: Response) {
  const { 'x-request-id': _request, date: _date, ...rest } = headers as Record<string, string>;
  const { instance: _instance, ...problem } = body as Record<string, unknown>;
  return { status, headers: rest, body: problem };
}

const HEX = '0123456789abcdef0123456789abcdef';
const UUID = '11111111-2222-4333-8444-555555555555';

describe.each([
  ['a capture', () => `/epcis/capture/${own.capture}`, `/epcis/capture/${HEX}`],
  ['a capture’s anchor', () => `/v1/captures/${own.capture}/anchor`, `/v1/captures/${HEX}/anchor`],
  ['a proof', () => `/v1/captures/${own.capture}/proof?event=${own.event}`, `/v1/captures/${HEX}/proof?event=1`],
  ['an event', () => `/epcis/events/${SHIPPING.eventID}`, `/epcis/events/urn:uuid:${UUID}`],
  ['an exception', () => `/v1/exceptions/${own.exception}`, `/v1/exceptions/${UUID}`],
  ['an alert', () => `/v1/alerts/${own.alert}`, `/v1/alerts/${UUID}`],
  ['a job', () => `/v1/jobs/${own.job}`, `/v1/jobs/${HEX}`],
])('%s', (_, path, none) => {
  it('is there for its organisation', async () => {
    await drugs.as('manufacturer', 'release-officer').get(path()).expect(200);
  });

  it('is to another organisation what does not exist', async () => {
    const rival = drugs.as('rival', 'release-officer');
    const missing = seenIn(await rival.get(none).expect(404));
    expect(seenIn(await rival.get(path()))).toEqual(missing);
    // Nor does it look otherwise to its own organisation when it does not exist.
    expect(seenIn(await drugs.as('manufacturer', 'release-officer').get(none))).toEqual(missing);
  });

  it('is to a role that may not see it what does not exist, or refused before it is looked for', async () => {
    const patient = drugs.as('manufacturer', 'patient');
    expect(seenIn(await patient.get(path()))).toEqual(seenIn(await patient.get(none)));
  });
});

describe.each([
  [
    'an exception',
    () => `/v1/exceptions/${own.exception}/close`,
    `/v1/exceptions/${UUID}/close`,
    { resolution: 'corrected' },
  ],
  ['an alert', () => `/v1/alerts/${own.alert}/close`, `/v1/alerts/${UUID}/close`, { closure: 'technical' }],
])('closing %s', (_, path, none, body) => {
  it('of another organisation is refused as of one that does not exist, and closes nothing', async () => {
    const rival = drugs.as('rival', 'release-officer');
    const missing = seenIn(await rival.post(none).send(body).expect(404));
    expect(seenIn(await rival.post(path()).send(body))).toEqual(missing);
    const { body: still } = await drugs.as('manufacturer', 'release-officer').get(path().replace('/close', ''));
    expect(still.closedAt).toBeNull();
  });
});

describe('a job', () => {
  it('is its starter’s, and of the roles that answer for such work', async () => {
    const ask = (role: string) => drugs.as('manufacturer', role).get(`/v1/jobs/${own.job}`);
    for (const role of ['technician', 'release-officer', 'administrator']) await ask(role).expect(200);
    const clerk = drugs.as('manufacturer', 'warehouse-clerk');
    const missing = seenIn(await clerk.get(`/v1/jobs/${HEX}`).expect(404));
    for (const role of ['warehouse-clerk', 'second-technician', 'patient'])
      expect(seenIn(await ask(role))).toEqual(missing);
  });
});

describe('an Idempotency-Key', () => {
  it('of another person is another key: nothing of the first one’s answer is told', async () => {
    const key = freshKey();
    const send = (role: string) =>
      drugs
        .as('manufacturer', role)
        .post('/epcis/capture')
        .set({ 'Content-Type': CONTENT_TYPES[DOCUMENT], 'Idempotency-Key': key })
        .send(writtenDocument(DOCUMENT, [SHIPPING]))
        .expect(202);
    const [mine, theirs, mineAgain] = [
      await send('technician'),
      await send('second-technician'),
      await send('technician'),
    ];
    expect(theirs.headers['idempotency-replayed']).toBeUndefined();
    expect(theirs.headers.location).not.toBe(mine.headers.location);
    expect(mineAgain.headers).toMatchObject({ 'idempotency-replayed': 'true', location: mine.headers.location });
  });

  it('of another person with other content is not refused as used', async () => {
    const key = freshKey();
    const close = (role: string, resolution: string) =>
      drugs
        .as('manufacturer', role)
        .post(`/v1/exceptions/${UUID}/close`)
        .set('Idempotency-Key', key)
        .send({ resolution });
    await close('release-officer', 'corrected').expect(404);
    await close('release-officer', 'accepted').expect(422);
    await close('administrator', 'accepted').expect(404);
  });
});
