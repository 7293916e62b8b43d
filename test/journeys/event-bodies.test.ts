/** A captured event reaches the parties that it names and the regulator, once, and nobody else. */
import { sql } from 'drizzle-orm';
import { EventExchange, inspecting, placeOf, shipping } from '../fixtures/event-exchange';
import { rows } from '../fixtures/gateway-in-process';
import { product, type SupplyConsortium } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(90_000);

let exchange: EventExchange;
let drugs: SupplyConsortium;
beforeAll(async () => {
  // The regulator joins later.
  exchange = await EventExchange.start('manufacturer', 'distributor', 'pharmacy', 'hospital');
  ({ drugs } = exchange);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const deliveries = (id: string, more = '') =>
  exchange.get('manufacturer', `/v1/event-deliveries?capture=${id}${more}`).then(({ items }) => items);

describe('an event that the maker captures', () => {
  it('goes to the distributor that it names, and is there for its queries; others have nothing of it', async () => {
    const id = await exchange.capture('manufacturer', [
      shipping('S1', 'distributor'),
      inspecting('S2'),
      shipping('S3', 'pharmacy'),
    ]);
    expect(
      await eventually(
        () => exchange.serialsAt('distributor'),
        (seen) => seen.length > 0,
      ),
    ).toEqual(['S1']);
    expect(
      await eventually(
        () => exchange.serialsAt('pharmacy'),
        (seen) => seen.length > 0,
      ),
    ).toEqual(['S3']);
    expect(await exchange.serialsAt('distributor', '&EQ_bizStep=shipping&EQ_eventID=urn:uuid:S1')).toEqual(['S1']);
    expect(await exchange.get('distributor', '/epcis/events/urn%3Auuid%3AS1')).toMatchObject({
      type: 'EPCISQueryDocument',
    });
    // It is the maker's to apply, and in no list of what was captured here.
    expect((await exchange.get('distributor', '/v1/captured-events')).items).toEqual([]);
    await exchange.anchored('manufacturer', id);
    expect(
      await eventually(
        () => exchange.received('distributor'),
        ([one]) => one?.state === 'anchored',
      ),
    ).toEqual([
      expect.objectContaining({ from: 'manufacturer', capture: id, eventID: 'urn:uuid:S1', state: 'anchored' }),
    ]);

    const { db } = drugs.of('hospital').database;
    for (const table of ['captured_events', 'event_index', 'event_names', 'received_events', 'inbox_messages'])
      expect(await rows(db, sql`select * from ${sql.identifier(table)}`)).toEqual([]);
    expect(await exchange.serialsAt('hospital')).toEqual([]);
  });

  it('waits for a regulator who is away, shows as overdue meanwhile, and arrives when it is back', async () => {
    const id = await exchange.capture('manufacturer', [inspecting('R1')]);
    const overdue = await eventually(
      () => deliveries(id, '&state=overdue'),
      (seen) => seen.length > 0,
    );
    expect(overdue).toMatchObject([{ to: 'regulator', overdue: true, capture: id, eventID: 'urn:uuid:R1' }]);
    await eventually(
      () => deliveries(id),
      ([one]) => one?.lastFault !== undefined,
    );
    await drugs.join('regulator');
    expect(
      await eventually(
        () => exchange.serialsAt('regulator'),
        (seen) => seen.length === 4,
      ),
    ).toEqual(['R1', 'S1', 'S2', 'S3']);
    const [arrived] = await eventually(
      () => deliveries(id, '&state=acknowledged'),
      (seen) => seen.length > 0,
    );
    expect(arrived).toMatchObject({ to: 'regulator', overdue: false, acknowledgedAt: expect.any(String) });
    expect(await deliveries(id, '&state=owed')).toEqual([]);
  });

  it('is sent once, however often it is captured, and is one event to a receiver that captures it too', async () => {
    const told = shipping('O1', 'distributor');
    const first = await exchange.capture('manufacturer', [told]);
    const second = await exchange.capture('manufacturer', [told, told]);
    for (const id of [first, second]) await exchange.anchored('manufacturer', id);
    expect((await deliveries(first)).map(({ to }) => to)).toEqual(['regulator', 'distributor']);
    expect(await deliveries(second)).toEqual([]);
    await eventually(
      () => exchange.serialsAt('distributor'),
      (seen) => seen.includes('O1'),
    );
    const own = await exchange.capture('distributor', [{ ...told, eventID: 'urn:uuid:O1-own' }]);
    expect((await exchange.get('distributor', `/v1/captured-events?capture=${own}`)).items).toHaveLength(1);
    expect(await exchange.serialsAt('distributor', '&EQ_eventID=urn:uuid:O1-own')).toEqual(['O1']);
    expect(await exchange.serialsAt('distributor', '&EQ_eventID=urn:uuid:O1')).toEqual([]);
    expect((await exchange.serialsAt('distributor')).filter((serial) => serial === 'O1')).toHaveLength(1);
  });

  it('comes with all others of a large document, in messages of a bounded size', async () => {
    const many = Array.from({ length: 600 }, (_, n) => shipping(`L${n}`, 'pharmacy'));
    const id = await exchange.capture('manufacturer', many);
    const { db } = drugs.of('pharmacy').database;
    const kept = () => rows(db, sql`select number from received_events where capture = ${id}`);
    expect(await eventually(kept, (seen) => seen.length === many.length)).toHaveLength(many.length);
    const sent = await rows(
      drugs.of('manufacturer').database.db,
      sql`select id from outbox_messages where about = ${`/epcis/capture/${id}`} and receiver = 'pharmacy'`,
    );
    expect(sent).toHaveLength(2);
    expect(await exchange.anchored('manufacturer', id)).toMatchObject({ events: many.length });
  });

  it('is one of megabytes, and arrives as it is', async () => {
    const epcList = Array.from({ length: 20_000 }, (_, n) => `https://id.gs1.org/01/${product.gtin}/21/M${n}`);
    // Characters of two UTF-16 units each where the body is cut, after its first megabyte.
    const remarks = Array.from({ length: 50 }, (_, n) => [`https://own.example/remark-${n}`, '𝄞'.repeat(8_000)]);
    const long = shipping('M', 'hospital', { epcList, ...Object.fromEntries(remarks) });
    const id = await exchange.capture('manufacturer', [long]);
    const state = () => exchange.received('hospital').then((items) => items.map((one) => one.state));
    expect(await eventually(state, ([one]) => one === 'anchored')).toEqual(['anchored']);
    const [kept, sent] = await Promise.all(
      (['hospital', 'manufacturer'] as const).map((name) =>
        rows(
          drugs.of(name).database.db,
          sql`select md5(body::text) as digest, length(body::text) > 1100000 as large from captured_events
            where body ->> 'eventID' = 'urn:uuid:M'`,
        ),
      ),
    );
    expect(kept).toEqual([{ digest: expect.any(String), large: true }]);
    expect(kept).toEqual(sent);
    expect(await deliveries(id, '&to=hospital&state=acknowledged')).toHaveLength(1);
  });

  it('names a party by the place where it is read or stays too, and its declaration as an error goes the same way', async () => {
    const stays = inspecting('P1', { bizLocation: { id: `${placeOf('pharmacy')}/254/SHELF-1` } });
    const wrong = { ...stays, errorDeclaration: { declarationTime: '2026-11-21T08:00:00Z' } };
    await exchange.capture('manufacturer', [stays, wrong]);
    const seen = await eventually(
      () => exchange.serialsAt('pharmacy', '&EQ_eventID=urn:uuid:P1'),
      (serials) => serials.length > 1,
    );
    expect(seen).toEqual(['P1', 'P1']);
    expect(await exchange.serialsAt('pharmacy', '&EXISTS_errorDeclaration=true')).toEqual(['P1']);
    expect(await exchange.serialsAt('distributor', '&EQ_eventID=urn:uuid:P1')).toEqual([]);
  });
});
