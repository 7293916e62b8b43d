/** What one organisation owes another reaches it once, however long it is away, and what does not arrive shows. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import request from 'supertest';
import { startTestServer, type TestServer } from '../database/fixtures/test-database';
import { buildTestApp } from '../http/fixtures/test-app';
import type { MemberClient } from '../members';
import { MEMBERS, NOTE, PharmacyGateway } from '../members/fixtures/pharmacy-gateway';
import { tlsFolder, type TlsFolder } from '../members/fixtures/tls-authorities';
import { OutboxSender } from './outbox-sender';
import { outboxRoutes } from './outbox.router';
import { OutboxStore } from './outbox.store';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let tls: TlsFolder;
let server: TestServer;
let pharmacy: PharmacyGateway;
const senders: OutboxSender[] = [];

beforeAll(async () => {
  [tls, server] = await Promise.all([tlsFolder(MEMBERS), startTestServer()]);
}, 60_000);
afterAll(async () => {
  tls.remove();
  await server.stop();
});
beforeEach(async () => {
  pharmacy = await PharmacyGateway.start(tls, server);
});
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  await pharmacy.stop();
});

describe('the outbox', () => {
  const settings = { pollMs: 20, firstPause: 20, longestPause: 60, most: 4 };
  const aSender = (client: Pick<MemberClient, 'deliver'>, store: OutboxStore) => {
    const sender = new OutboxSender(store, client, pino({ level: 'silent' }), [], settings);
    senders.push(sender);
    sender.start();
    return sender;
  };
  const settled = async (store: OutboxStore) => {
    while ((await store.counts(0)).pending > 0) await pause(20);
  };

  it('delivers what is owed, once its transaction stands, and forgets the body', async () => {
    const store = new OutboxStore(pharmacy.database.db, 5_000);
    const broken = pharmacy.database.db.transaction(async (transaction) => {
      await store.owe('pharmacy', NOTE, { number: 1 }, transaction);
      throw new Error('the change that owes it fails');
    });
    await expect(broken).rejects.toThrow('the change');
    for (const number of [2, 3, 4, 5, 6]) await store.owe('pharmacy', NOTE, { number }, pharmacy.database.db);
    aSender(pharmacy.clientOf('manufacturer'), store);
    await settled(store);
    expect(await pharmacy.taken()).toEqual([2, 3, 4, 5, 6].map((number) => ({ sender: 'manufacturer', number })));
    const { rows } = await pharmacy.database.db.execute(
      sql`select count(*)::int as n from outbox_messages where body is not null`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('tries again until the member is back, and shows what is overdue', async () => {
    const store = new OutboxStore(pharmacy.database.db, 5_000);
    await pharmacy.close();
    await store.owe('pharmacy', NOTE, { number: 1 }, pharmacy.database.db);
    aSender(pharmacy.clientOf('manufacturer'), store);
    const { app } = buildTestApp(pharmacy.database, outboxRoutes(store, 1));
    const look = (name: string) => request(app).get('/v1/outbox').set('X-Test-Caller', name);
    const failed = async () => (await store.pending(1))[0]?.lastFault === 'MEMBER_UNAVAILABLE';
    while (!(await failed())) await pause(20);
    const { body } = await look('administrator');
    expect(body).toMatchObject({
      pending: 1,
      overdue: 1,
      messages: [{ receiver: 'pharmacy', kind: 'note', overdue: true, lastFault: 'MEMBER_UNAVAILABLE' }],
    });
    expect(JSON.stringify(body)).not.toContain('number');
    expect((await look('pharmacist')).status).toBe(403);
    await pharmacy.open();
    await settled(store);
    expect(await pharmacy.taken()).toHaveLength(1);
  });

  it('sends again what a dead process had taken up, and it arrives once', async () => {
    const store = new OutboxStore(pharmacy.database.db, 600_000);
    await store.owe('pharmacy', NOTE, { number: 1 }, pharmacy.database.db);
    const client = pharmacy.clientOf('manufacturer');
    // Delivered, and killed before the acknowledgement was written.
    const [held] = await store.claim(1);
    await client.deliver('pharmacy', { id: held!.id, kind: held!.kind, body: held!.body });
    expect(await store.claim(1)).toEqual([]);
    await pharmacy.database.db.execute(sql`update outbox_messages set lease_until = now()`);
    aSender(client, store);
    await settled(store);
    expect(await pharmacy.taken()).toHaveLength(1);
    expect((await pharmacy.database.db.execute(sql`select attempts from outbox_messages`)).rows).toEqual([
      { attempts: 2 },
    ]);
  });
});
