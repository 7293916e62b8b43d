/** A captured event reaches the parties that it names and the regulator, and nobody else; the ledger shows it to be the one. */
import { sql } from 'drizzle-orm';
import { type EpcisEvent, identifyEvent } from '@theriac/domain/epcis';
import { fromHex, toHex } from '@theriac/domain/ledger';
import { merkleRoot } from '@theriac/domain/merkle';
import { type AnchorCapture, type EventProof, eventKey, eventLedgerId, isEventAnchored } from '@theriac/domain/supply';
import { secretFor } from '../../gateway-api/src/idempotency';
import { nodeDigest } from '../../gateway-api/src/supply';
import { inTurns } from '../../gateway-api/src/turns';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import type { Fields } from '../fixtures/epcis-events/drawn-parts';
import { writtenDocument } from '../fixtures/epcis-events/written-documents';
import { CONTENT_TYPES } from '../fixtures/epcis-generator';
import { rows } from '../fixtures/gateway-in-process';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(90_000);

const EVERYBODY = ['manufacturer', 'distributor', 'pharmacy', 'hospital'] as const;
const ROLES = {
  manufacturer: 'release-officer',
  distributor: 'warehouse-clerk',
  pharmacy: 'pharmacist',
  hospital: 'pharmacist',
  regulator: 'inspector',
} as const;
type Name = keyof typeof ROLES;

let drugs: SupplyConsortium;
beforeAll(async () => {
  // The regulator joins later.
  drugs = await SupplyConsortium.start(...EVERYBODY);
  await drugs.registerProduct();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const as = (name: Name) => drugs.as(name, ROLES[name]);
const place = (name: Name) => `https://id.gs1.org/414/${siteOf(name)}`;
const party = (name: Name) => `https://id.gs1.org/417/${siteOf(name)}`;

let minute = 0;
const event = (serial: string, more: Fields = {}): Fields => ({
  type: 'ObjectEvent',
  eventTime: new Date(Date.UTC(2026, 10, 20, 8, (minute += 1))).toISOString(),
  eventTimeZoneOffset: '+01:00',
  epcList: [`https://id.gs1.org/01/${product.gtin}/21/${serial}`],
  action: 'OBSERVE',
  bizStep: 'inspecting',
  eventID: `urn:uuid:${serial}`,
  readPoint: { id: place('manufacturer') },
  ...more,
});
const shipping = (serial: string, to: Name, more: Fields = {}): Fields =>
  event(serial, {
    bizStep: 'shipping',
    disposition: 'in_transit',
    sourceList: [{ type: 'owning_party', source: party('manufacturer') }],
    destinationList: [{ type: 'owning_party', destination: party(to) }],
    ...more,
  });

/** The capture's id. */
async function capture(by: Name, events: readonly Fields[]): Promise<string> {
  const taken = await as(by)
    .post('/epcis/capture')
    .set('Content-Type', CONTENT_TYPES['epcis-2.0-json-ld'])
    .send(writtenDocument('epcis-2.0-json-ld', events))
    .expect(202);
  return taken.headers.location!.split('/').at(-1)!;
}

async function serialsAt(name: Name, query = ''): Promise<string[]> {
  const { body } = await as(name).get(`/epcis/events?perPage=500${query}`).expect(200);
  const found = body.epcisBody.queryResults.resultsBody.eventList as { epcList: string[] }[];
  return found.flatMap(({ epcList }) => epcList.map((epc) => epc.split('/').at(-1)!)).sort();
}

async function until<T>(look: () => Promise<T>, isRight: (seen: T) => boolean): Promise<T> {
  let seen = await look();
  for (let attempt = 0; attempt < 400 && !isRight(seen); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    seen = await look();
  }
  return seen;
}

/** What the routes answer, each its part. */
interface Answer {
  readonly items: Fields[];
  readonly root: string;
  readonly anchored?: object;
  readonly proof: EventProof;
  readonly anchor: AnchorCapture & { readonly anchored?: object };
}

const get = async (name: Name, path: string): Promise<Answer> => (await as(name).get(path).expect(200)).body as Answer;
const anchored = (name: Name, id: string) =>
  until(
    () => get(name, `/v1/captures/${id}/anchor`),
    (seen) => seen.anchored !== undefined,
  );
const received = (name: Name) => get(name, '/v1/received-events').then(({ items }) => items);
const deliveries = (id: string, more = '') =>
  get('manufacturer', `/v1/event-deliveries?capture=${id}${more}`).then(({ items }) => items);

describe('an event that the maker captures', () => {
  it('goes to the distributor that it names, and is there for its queries; others have nothing of it', async () => {
    const id = await capture('manufacturer', [shipping('S1', 'distributor'), event('S2'), shipping('S3', 'pharmacy')]);
    expect(
      await until(
        () => serialsAt('distributor'),
        (seen) => seen.length > 0,
      ),
    ).toEqual(['S1']);
    expect(
      await until(
        () => serialsAt('pharmacy'),
        (seen) => seen.length > 0,
      ),
    ).toEqual(['S3']);
    expect(await serialsAt('distributor', '&EQ_bizStep=shipping&EQ_eventID=urn:uuid:S1')).toEqual(['S1']);
    expect(await get('distributor', '/epcis/events/urn%3Auuid%3AS1')).toMatchObject({ type: 'EPCISQueryDocument' });
    // It is the maker's to apply, and in no list of what was captured here.
    expect((await get('distributor', '/v1/captured-events')).items).toEqual([]);
    await anchored('manufacturer', id);
    expect(
      await until(
        () => received('distributor'),
        ([one]) => one?.state === 'anchored',
      ),
    ).toEqual([
      expect.objectContaining({ from: 'manufacturer', capture: id, eventID: 'urn:uuid:S1', state: 'anchored' }),
    ]);

    const { db } = drugs.of('hospital').database;
    for (const table of ['captured_events', 'event_index', 'event_names', 'received_events', 'inbox_messages'])
      expect(await rows(db, sql`select * from ${sql.identifier(table)}`)).toEqual([]);
    expect(await serialsAt('hospital')).toEqual([]);
  });

  it('waits for a regulator who is away, shows as overdue meanwhile, and arrives when it is back', async () => {
    const id = await capture('manufacturer', [event('R1')]);
    const overdue = await until(
      () => deliveries(id, '&state=overdue'),
      (seen) => seen.length > 0,
    );
    expect(overdue).toMatchObject([{ to: 'regulator', overdue: true, capture: id, eventID: 'urn:uuid:R1' }]);
    await until(
      () => deliveries(id),
      ([one]) => one?.lastFault !== undefined,
    );
    await drugs.join('regulator');
    expect(
      await until(
        () => serialsAt('regulator'),
        (seen) => seen.length === 4,
      ),
    ).toEqual(['R1', 'S1', 'S2', 'S3']);
    const [arrived] = await until(
      () => deliveries(id, '&state=acknowledged'),
      (seen) => seen.length > 0,
    );
    expect(arrived).toMatchObject({ to: 'regulator', overdue: false, acknowledgedAt: expect.any(String) });
    expect(await deliveries(id, '&state=owed')).toEqual([]);
  });

  it('is sent once, however often it is captured, and is one event to a receiver that captures it too', async () => {
    const told = shipping('O1', 'distributor');
    const first = await capture('manufacturer', [told]);
    const second = await capture('manufacturer', [told, told]);
    for (const id of [first, second]) await anchored('manufacturer', id);
    expect((await deliveries(first)).map(({ to }) => to)).toEqual(['regulator', 'distributor']);
    expect(await deliveries(second)).toEqual([]);
    await until(
      () => serialsAt('distributor'),
      (seen) => seen.includes('O1'),
    );
    const own = await capture('distributor', [{ ...told, eventID: 'urn:uuid:O1-own' }]);
    expect((await get('distributor', `/v1/captured-events?capture=${own}`)).items).toHaveLength(1);
    expect(await serialsAt('distributor', '&EQ_eventID=urn:uuid:O1-own')).toEqual(['O1']);
    expect(await serialsAt('distributor', '&EQ_eventID=urn:uuid:O1')).toEqual([]);
    expect((await serialsAt('distributor')).filter((serial) => serial === 'O1')).toHaveLength(1);
  });

  it('comes with all others of a large document, in messages of a bounded size', async () => {
    const many = Array.from({ length: 600 }, (_, n) => shipping(`L${n}`, 'pharmacy'));
    const id = await capture('manufacturer', many);
    const { db } = drugs.of('pharmacy').database;
    const kept = () => rows(db, sql`select number from received_events where capture = ${id}`);
    expect(await until(kept, (seen) => seen.length === many.length)).toHaveLength(many.length);
    const sent = await rows(
      drugs.of('manufacturer').database.db,
      sql`select id from outbox_messages where about = ${`/epcis/capture/${id}`} and receiver = 'pharmacy'`,
    );
    expect(sent).toHaveLength(2);
    expect(await anchored('manufacturer', id)).toMatchObject({ events: many.length });
  });

  it('names a party by the place where it is read or stays too, and its declaration as an error goes the same way', async () => {
    const stays = event('P1', { bizLocation: { id: `${place('pharmacy')}/254/SHELF-1` } });
    const wrong = { ...stays, errorDeclaration: { declarationTime: '2026-11-21T08:00:00Z' } };
    await capture('manufacturer', [stays, wrong]);
    const seen = await until(
      () => serialsAt('pharmacy', '&EQ_eventID=urn:uuid:P1'),
      (serials) => serials.length > 1,
    );
    expect(seen).toEqual(['P1', 'P1']);
    expect(await serialsAt('pharmacy', '&EXISTS_errorDeclaration=true')).toEqual(['P1']);
    expect(await serialsAt('distributor', '&EQ_eventID=urn:uuid:P1')).toEqual([]);
  });
});

describe('a capture’s anchor', () => {
  it('is the root over all its events in their order, also those that it only repeats', async () => {
    const [one, two] = [shipping('A1', 'distributor'), event('A2')];
    await capture('manufacturer', [two]);
    const id = await capture('manufacturer', [one, two, one]);
    const seen = await anchored('manufacturer', id);
    const officer = await drugs.contracts.person('regulator', 'inspector');
    const question = { organisation: 'manufacturer', capture: id };
    const onLedger = await drugs.contracts.evaluate(officer, 'DrugSupply:ReadCaptureAnchor', question);
    expect(onLedger).toMatchObject({ root: seen.root, events: 3 });

    const secret = secretFor(Buffer.from('manufacturer'), 'captured events');
    const { items } = await get('manufacturer', `/v1/captured-events?capture=${id}`);
    const bodies = await bodiesOf(
      'manufacturer',
      items.map((item) => String(item.id)),
    );
    const ids = await Promise.all(
      ['A1', 'A2', 'A1'].map(async (serial) => {
        const body = bodies.find(({ eventID }) => eventID === `urn:uuid:${serial}`)!;
        const identity = await inTurns(identifyEvent(body, nodeDigest));
        return eventLedgerId(nodeDigest, eventKey(nodeDigest, secret, identity), identity);
      }),
    );
    expect(seen.root).toBe(toHex(merkleRoot(nodeDigest, ids)));
  });

  it('proves each event to whoever has its body, and to nobody another', async () => {
    const events = ['V1', 'V2', 'V3', 'V4', 'V5'].map((serial) => event(serial));
    const id = await capture('manufacturer', events);
    await anchored('manufacturer', id);
    const { items } = await get('manufacturer', `/v1/captured-events?capture=${id}`);
    const numbers = items.map((item) => String(item.id));
    const identities = await Promise.all(
      (await bodiesOf('manufacturer', numbers)).map((body) => inTurns(identifyEvent(body, nodeDigest))),
    );
    for (const [at, number] of numbers.entries()) {
      const { proof, anchor } = await get('manufacturer', `/v1/captures/${id}/proof?event=${number}`);
      expect(anchor.anchored).toMatchObject({ transactionId: expect.any(String), blockNumber: expect.any(String) });
      const holds = identities.map((identity) => isEventAnchored(nodeDigest, identity, proof, anchor));
      expect(holds).toEqual(numbers.map((_, other) => other === at));
    }
    await as('manufacturer').get(`/v1/captures/${id}/proof?event=999999`).expect(400);
    await as('manufacturer')
      .get(`/v1/captures/${'0'.repeat(32)}/anchor`)
      .expect(404);
    await as('distributor').get(`/v1/captures/${id}/anchor`).expect(404);
  });
});

describe('what another member sends', () => {
  const send = (to: Name, entries: readonly object[], from: Name = 'manufacturer') =>
    drugs.of(to).gateway.inbox.take(from, { id: crypto.randomUUID(), kind: 'event-bodies', body: { events: entries } });
  /** A message as the maker's own gateway made it. */
  async function genuine(serial: string, to: Name): Promise<{ event: EpcisEvent; proof: EventProof; id: string }> {
    const id = await capture('manufacturer', [shipping(serial, to), event(`${serial}-2`)]);
    await anchored('manufacturer', id);
    await drugs.of('pharmacy').caughtUp();
    await drugs.of('distributor').caughtUp();
    const { items } = await get('manufacturer', `/v1/captured-events?capture=${id}`);
    const [, number] = items.map((item) => String(item.id));
    const [body] = await bodiesOf('manufacturer', [number!]);
    const { proof } = await get('manufacturer', `/v1/captures/${id}/proof?event=${number}`);
    return { event: body!, proof, id };
  }

  it('is refused when its body was changed on the way', async () => {
    const { event: body, proof } = await genuine('T1', 'distributor');
    const before = await received('distributor');
    const changed = { ...body, epcList: [`https://id.gs1.org/01/${product.gtin}/21/FORGED`] };
    await expect(send('distributor', [{ event: changed, proof }])).rejects.toMatchObject({
      code: 'EVENT_NOT_AS_ANCHORED',
    });
    expect(await received('distributor')).toEqual(before);
  });

  it('is refused when it is not what the sender anchored, though its id is its own', async () => {
    const { event: body, proof } = await genuine('T2', 'distributor');
    const changed = { ...body, epcList: [`https://id.gs1.org/01/${product.gtin}/21/FORGED`] } as EpcisEvent;
    const identity = await inTurns(identifyEvent(changed, nodeDigest));
    const id = toHex(eventLedgerId(nodeDigest, fromHex(proof.key), identity));
    const forged = { event: changed, proof: { ...proof, id } };
    await expect(send('distributor', [forged])).rejects.toMatchObject({ code: 'EVENT_NOT_AS_ANCHORED' });
  });

  it('waits when there is no anchor yet, and leaves every answer when the anchor contradicts it', async () => {
    const { event: body } = await genuine('T3', 'distributor');
    const lie = {
      ...body,
      eventID: 'urn:uuid:lie',
      epcList: [`https://id.gs1.org/01/${product.gtin}/21/LIE`],
    } as EpcisEvent;
    const identity = await inTurns(identifyEvent(lie, nodeDigest));
    const key = '12'.repeat(32);
    const claimed = 'fe'.repeat(16);
    const id = toHex(eventLedgerId(nodeDigest, fromHex(key), identity));
    const proof = { capture: claimed, key, id, index: 0, events: 1, path: [] };
    await send('distributor', [{ event: lie, proof }]);
    expect(await serialsAt('distributor', '&EQ_eventID=urn:uuid:lie')).toEqual(['LIE']);
    const anchor = { capture: claimed, root: 'ab'.repeat(32), events: 1 };
    await drugs.contracts.submit(
      await drugs.contracts.person('manufacturer', 'gateway'),
      'DrugSupply:AnchorCapture',
      anchor,
    );
    const refused = () => get('distributor', '/v1/received-events?state=refused').then(({ items }) => items);
    expect(await until(refused, (seen) => seen.length > 0)).toMatchObject([{ from: 'manufacturer', capture: claimed }]);
    expect(await serialsAt('distributor', '&EQ_eventID=urn:uuid:lie')).toEqual([]);
    const { db } = drugs.of('distributor').database;
    expect(await rows(db, sql`select event from event_names where name = 'urn:uuid:lie'`)).toEqual([]);
    // What was sent is kept as evidence.
    expect(
      await rows(db, sql`select refused_body ->> 'eventID' as id from received_events where state = 'refused'`),
    ).toEqual([{ id: 'urn:uuid:lie' }]);
  });

  it('is refused when it concerns others, breaks a rule, or comes from outside the channel', async () => {
    const { event: body, proof } = await genuine('T4', 'distributor');
    const refusals = [
      [() => send('pharmacy', [{ event: body, proof }]), 'EVENT_NOT_ADDRESSED'],
      [() => send('distributor', [{ event: { ...body, action: 'MOVE' }, proof }]), 'INVALID_INPUT'],
      [() => send('distributor', [{ event: body, proof: { ...proof, key: 'x' } }]), 'INVALID_INPUT'],
      [() => send('distributor', [{ event: body, proof }], 'clinic' as Name), 'NOT_PERMITTED'],
    ] as const;
    for (const [refused, code] of refusals) await expect(refused()).rejects.toMatchObject({ code });
  });
});

async function bodiesOf(name: Name, numbers: readonly string[]): Promise<EpcisEvent[]> {
  const { db } = drugs.of(name).database;
  const found = await rows<{ number: string; body: EpcisEvent }>(db, sql`select number, body from captured_events`);
  return numbers.map((number) => found.find((row) => row.number === number)!.body);
}
