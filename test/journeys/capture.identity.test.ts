/** One event is one event: however it was written, wherever it was told again; its error declaration is another. */
import type { Fields } from '../fixtures/epcis-events/drawn-parts';
import { writtenDocument } from '../fixtures/epcis-events/written-documents';
import { CONTENT_TYPES, type DocumentForm } from '../fixtures/epcis-generator';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(90_000);

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer');
  await drugs.registerProduct();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const officer = () => drugs.as('manufacturer', 'release-officer');

let minute = 0;
/** A commissioning that no other test has: each is of another minute. */
const commissioning = (serial: string, more: Fields = {}): Fields => ({
  type: 'ObjectEvent',
  eventTime: `2026-11-20T08:${String((minute += 1)).padStart(2, '0')}:00.000Z`,
  eventTimeZoneOffset: '+01:00',
  epcList: [`https://id.gs1.org/01/${product.gtin}/21/${serial}`],
  action: 'ADD',
  bizStep: 'commissioning',
  readPoint: { id: 'https://id.gs1.org/414/9521104000013' },
  ilmd: { 'mda:lotNumber': 'I-1', 'mda:itemExpirationDate': '2028-06-30' },
  ...more,
});

async function capture(form: DocumentForm, events: readonly Fields[], behaviour = 'rollback') {
  const taken = await officer()
    .post('/epcis/capture')
    .set({ 'Content-Type': CONTENT_TYPES[form], 'GS1-Capture-Error-Behaviour': behaviour })
    .send(writtenDocument(form, events))
    .expect(202);
  return ended(taken.headers.location!);
}

async function ended(location: string) {
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const { body } = await officer().get(location).expect(200);
    if (body.running !== true) return body as { captureID: string; success: boolean; errors: object[] };
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('the capture does not end');
}

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly captures: readonly string[];
}

async function eventsOf(captureID: string): Promise<Shown[]> {
  const { body } = await officer().get(`/v1/captured-events?capture=${captureID}`).expect(200);
  return (body.items as Shown[]).reverse();
}

async function captureIds(): Promise<string[]> {
  const { body } = await officer().get('/epcis/capture').expect(200);
  return (body as { captureID: string }[]).map(({ captureID }) => captureID);
}

const post = (body: object | string, type = 'application/ld+json') =>
  officer()
    .post('/epcis/events')
    .set('Content-Type', type)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
const CONTEXT = JSON.parse(writtenDocument('epcis-2.0-json-ld', [])) as Fields;
const bare = (event: Fields): Fields => ({ '@context': CONTEXT['@context'], ...event });

describe('an event that is captured', () => {
  it('in every form, and once more, is one event', async () => {
    const event = commissioning('F1');
    const forms = ['epcis-1.2-xml', 'epcis-2.0-xml', 'epcis-2.0-json-ld', 'epcis-1.2-xml'] as const;
    const captures: string[] = [];
    for (const form of forms) captures.push((await capture(form, [event])).captureID);
    expect(new Set(captures).size).toBe(4);
    expect(await eventsOf(captures[3]!)).toMatchObject([{ state: 'applied', captures }]);
  });

  it('under another id, recorded at another time, is the same event', async () => {
    const event = commissioning('R1');
    const again = { ...event, eventID: 'urn:uuid:r1', recordTime: '2026-11-21T00:00:00Z' };
    const { captureID, success } = await capture('epcis-2.0-json-ld', [event, again]);
    expect(success).toBe(true);
    expect(await eventsOf(captureID)).toHaveLength(1);
  });

  it('and each of its error declarations are as many events, whatever is repeated', async () => {
    const event = commissioning('D1', { eventID: 'urn:uuid:d1' });
    const wrong = { ...event, errorDeclaration: { declarationTime: '2026-11-21T08:00:00+01:00' } };
    const sameMoment = { ...event, errorDeclaration: { declarationTime: '2026-11-21T07:00:00Z' } };
    const later = { ...event, errorDeclaration: { declarationTime: '2026-11-22T08:00:00Z' } };
    const { captureID, success } = await capture('epcis-2.0-xml', [event, wrong, event, sameMoment, later]);
    expect(success).toBe(true);
    expect(await eventsOf(captureID)).toHaveLength(3);
  });
});

describe('an eventID that stands for other content', () => {
  const taken = (place: string) => ({
    type: 'epcisException:ResourceAlreadyExistsException',
    status: 409,
    detail: expect.stringContaining(`${place}: eventID stands already`),
  });

  it('is an error of that event, at its place', async () => {
    await capture('epcis-2.0-json-ld', [commissioning('C1', { eventID: 'urn:uuid:c1' })]);
    const events = [commissioning('C2'), commissioning('C3', { eventID: 'urn:uuid:c1' }), commissioning('C4')];
    const rolledBack = await capture('epcis-2.0-json-ld', events);
    expect(rolledBack).toMatchObject({ success: false, errors: [taken('event 1, /epcisBody/eventList/1')] });
    expect(await eventsOf(rolledBack.captureID)).toEqual([]);
    const proceeded = await capture('epcis-2.0-json-ld', events, 'proceed');
    expect(proceeded).toMatchObject({ success: false, errors: [taken('event 1, /epcisBody/eventList/1')] });
    expect(await eventsOf(proceeded.captureID)).toMatchObject([{ state: 'applied' }, { state: 'applied' }]);
  });

  it('may stand so in the same document', async () => {
    const events = ['S1', 'S2'].map((serial) => commissioning(serial, { eventID: 'urn:uuid:s' }));
    const { captureID, errors } = await capture('epcis-2.0-xml', events, 'proceed');
    expect(errors).toMatchObject([taken('event 1, line 18, column 1')]);
    expect(await eventsOf(captureID)).toHaveLength(1);
  });

  it('is free again after a capture that was rolled back', async () => {
    const broken = commissioning('B0', { eventTime: 'yesterday' });
    await capture('epcis-2.0-json-ld', [commissioning('B1', { eventID: 'urn:uuid:b' }), broken]);
    const { success } = await capture('epcis-2.0-json-ld', [commissioning('B2', { eventID: 'urn:uuid:b' })]);
    expect(success).toBe(true);
  });
});

describe('a single event', () => {
  it('is kept, applied, and found under one address however often it comes', async () => {
    const event = commissioning('E1', { eventID: 'urn:uuid:e1' });
    const first = await post(bare(event)).expect(201);
    expect(first.headers).toMatchObject({ location: '/epcis/events/urn%3Auuid%3Ae1', 'gs1-epcis-version': '2.0' });
    for (const form of ['epcis-1.2-xml', 'epcis-2.0-xml', 'epcis-2.0-json-ld'] as const) {
      const again = await post(writtenDocument(form, [event]), CONTENT_TYPES[form]).expect(201);
      expect(again.headers.location).toBe(first.headers.location);
    }
    // The first capture began the part; the three that told the event again end before it may be sealed.
    const ids = (await captureIds()).slice(0, 4);
    for (const id of ids) await ended(`/epcis/capture/${id}`);
    const [kept] = await eventsOf(ids[0]!);
    expect(kept).toMatchObject({ eventID: 'urn:uuid:e1', state: 'applied' });
    expect(kept?.captures).toHaveLength(4);
  });

  it('without an id is called by its hash', async () => {
    const { headers } = await post(bare(commissioning('H1'))).expect(201);
    expect(decodeURIComponent(headers.location!)).toMatch(
      /^\/epcis\/events\/ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/,
    );
  });

  it('that is sent again with its key is captured once', async () => {
    const body = bare(commissioning('K1'));
    const send = () => post(body).set('Idempotency-Key', 'k1').expect(201);
    const [first, second] = [await send(), await send()];
    expect(second.headers.location).toBe(first.headers.location);
    const { body: captures } = await officer().get('/epcis/capture?perPage=1').expect(200);
    const [kept] = await eventsOf(captures[0].captureID as string);
    expect(kept?.captures).toHaveLength(1);
  });

  it('with the id of another is refused with 409, and nothing of it is kept', async () => {
    await post(bare(commissioning('X1', { eventID: 'urn:uuid:x' }))).expect(201);
    const before = await captureIds();
    const { body } = await post(bare(commissioning('X2', { eventID: 'urn:uuid:x' }))).expect(409);
    expect(body).toMatchObject({ type: 'epcisException:ResourceAlreadyExistsException', code: 'EVENT_ID_TAKEN' });
    expect(await captureIds()).toEqual(before);
  });

  it('sent many times at one moment is one event, and of two with one id just one is kept', async () => {
    const event = bare(commissioning('M1'));
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(event)));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    const rivals = ['M2', 'M3'].map((serial) => bare(commissioning(serial, { eventID: 'urn:uuid:m' })));
    const statuses = (await Promise.all(rivals.map((rival) => post(rival)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409]);
  });

  it.each([
    ['that breaks a rule', () => bare(commissioning('V1', { action: 'CREATE' })), '/action: action'],
    ['that is none', () => ({ '@context': [], type: 'EPCISDocument' }), 'schemaVersion'],
    [
      'that is two',
      () => writtenDocument('epcis-2.0-json-ld', [commissioning('V2'), commissioning('V3')]),
      '(document)',
    ],
    ['that is missing', () => writtenDocument('epcis-2.0-json-ld', []), '(document)'],
  ])('%s is refused at its place', async (_, body, field) => {
    const answer = await post(body()).expect(400);
    expect(answer.body.type).toBe('epcisException:ValidationException');
    expect(answer.body.faults).toContainEqual(expect.objectContaining({ field: expect.stringContaining(field) }));
  });

  it('may be sent by who may capture only, and OPTIONS says so', async () => {
    const patient = drugs.as('manufacturer', 'patient').post('/epcis/events');
    await patient.set('Content-Type', 'application/json').send('{}').expect(403);
    const options = await drugs.options('manufacturer', '/epcis/events').expect(204);
    expect(options.headers.allow).toContain('POST');
  });
});
