/** A gateway dies after each durable deed of a capture in turn: its root is anchored once, each body owed and kept once. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { CaptureTree } from '../../gateway-api/src/capture-anchors/capture-tree';
import type { Database } from '../../gateway-api/src/database';
import { eventBodyWriter } from '../../gateway-api/src/event-bodies/body-writer';
import { secretFor } from '../../gateway-api/src/idempotency';
import { endDespiteDeath, gatewayOf, killAfterEachDeed } from '../fixtures/deaths-of-gateways';
import type { Fields } from '../fixtures/epcis-events/drawn-parts';
import { writtenDocument } from '../fixtures/epcis-events/written-documents';
import { CONTENT_TYPES } from '../fixtures/epcis-generator';
import { arriving, type GatewayInProcess, rows } from '../fixtures/gateway-in-process';
import { MortalProcess } from '../fixtures/mortal-database';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(600_000);
const MOST_DEEDS = 100;

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const pack = (serial: string) => `https://id.gs1.org/01/${product.gtin}/21/${serial}`;
const event = (serial: string, more: Fields): Fields => ({
  type: 'ObjectEvent',
  eventTime: '2026-11-20T08:00:00.000Z',
  eventTimeZoneOffset: '+01:00',
  epcList: [pack(serial)],
  action: 'OBSERVE',
  bizStep: 'inspecting',
  ...more,
});
/** Three events of two identities; the distributor is named by one, the regulator is owed both. */
const documentOf = (serial: string): string => {
  const destination = `https://id.gs1.org/417/${siteOf('distributor')}`;
  const shipped = event(`${serial}-A`, { destinationList: [{ type: 'owning_party', destination }] });
  return writtenDocument('epcis-2.0-json-ld', [shipped, event(`${serial}-B`, {}), shipped]);
};

const capture = async ({ app }: GatewayInProcess, serial: string, key: string): Promise<number> => {
  const { status } = await request(app)
    .post('/epcis/capture')
    .set({ 'X-Test-Caller': 'release-officer', 'Idempotency-Key': key })
    .set('Content-Type', CONTENT_TYPES['epcis-2.0-json-ld'])
    .send(documentOf(serial));
  return status;
};

const captureDespiteDeath = (url: string, deed: number, serial: string): Promise<string | undefined> => {
  const send = (gateway: GatewayInProcess, key: string) => capture(gateway, serial, key);
  return endDespiteDeath(drugs, deed, { send, url, answersFirst: true });
};

it('the capturer', async () => {
  const { url, db } = await drugs.server.fresh();
  await killAfterEachDeed({ above: 8, below: MOST_DEEDS }, async (deed) => {
    const died = await captureDespiteDeath(url, deed, `K${deed}`);
    await expectOnce(db, `K${deed}`);
    return died;
  });
});

/** One capture, its anchor over three events, and each body owed once to each whom it concerns. */
async function expectOnce(db: Database, serial: string): Promise<void> {
  // First, since it tells why.
  expect(await rows(db, sql`select problem from jobs where state = 'failed'`)).toEqual([]);
  const captures = await rows<{ capture: string; events: number }>(
    db,
    sql`select capture, count(*)::int as events from capture_positions join captured_events on number = event
      where body -> 'epcList' ->> 0 like ${`${pack(serial)}-%`} group by capture`,
  );
  expect(captures).toEqual([{ capture: expect.any(String), events: 3 }]);
  const { capture } = captures[0]!;
  const inspector = await drugs.contracts.person('regulator', 'inspector');
  const question = { organisation: 'manufacturer', capture };
  const anchor = await drugs.contracts.evaluate(inspector, 'DrugSupply:ReadCaptureAnchor', question);
  const secret = secretFor(Buffer.from('manufacturer'), 'captured events');
  expect(anchor).toMatchObject((await CaptureTree.read(db, capture, secret)).anchor);
  const owed = await rows(
    db,
    sql`select receiver, jsonb_array_length(body -> 'events') as events from outbox_messages
      where about = ${`/epcis/capture/${capture}`} order by receiver`,
  );
  expect(owed).toEqual([
    { receiver: 'distributor', events: 1 },
    { receiver: 'regulator', events: 2 },
  ]);
}

it('the receiver', async () => {
  const maker = await drugs.server.fresh();
  expect(await captureDespiteDeath(maker.url, MOST_DEEDS, 'R0')).toBeUndefined();
  const [owed] = await rows<{ body: unknown }>(
    maker.db,
    sql`select body from outbox_messages where receiver = 'regulator'`,
  );
  const body = await arriving(eventBodyWriter(maker.db).write(owed?.body));
  for (let deed = 1; deed <= 3; deed += 1) {
    const { url, db } = await drugs.server.fresh();
    const [mortal, successor] = [new MortalProcess(url, deed), new MortalProcess(url)];
    const message = { id: randomUUID(), kind: 'event-bodies', body };
    const gateway = (life: MortalProcess) => gatewayOf(drugs, life, { organisation: 'regulator', workers: 0 });
    const [dying, next] = [gateway(mortal), gateway(successor)];
    const taken = dying.inbox.take('manufacturer', message).then(
      () => 'taken',
      () => 'failed',
    );
    await Promise.race([taken, mortal.died]);
    // The sender, who heard nothing, sends it again; and once more in another message.
    await next.inbox.take('manufacturer', message);
    await next.inbox.take('manufacturer', { ...message, id: randomUUID() });
    const kept = await rows(
      db,
      sql`select (select count(*)::int from received_events) as received,
        (select count(*)::int from captured_events where received_from = 'manufacturer') as events,
        (select count(*)::int from event_index) as indexed`,
    );
    expect(kept).toEqual([{ received: 2, events: 2, indexed: 2 }]);
    await next.stop();
    await successor.end();
    await mortal.end();
    await dying.stop();
  }
});
