/** Gateways among themselves: who speaks for whom is TLS's word, a message arrives once, and what does not arrive shows. */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';
import { sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { pino } from 'pino';
import request from 'supertest';
import { z } from 'zod';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import { buildTestApp } from '../http/fixtures/test-app';
import { drain, listen } from '../http/listener';
import { Inbox, outboxRoutes, OutboxSender, OutboxStore } from '../outbox';
import { tlsFolder, type TlsFolder } from './fixtures/tls-authorities';
import { buildMemberApp } from './member-app';
import { MemberClient } from './member-client';
import type { CallKind, MessageKind } from './member-kinds';
import { MemberRoots } from './member-roots';
import { answerer, receiver } from './receivers';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

const MEMBERS = ['pharmacy', 'manufacturer', 'distributor'];
const silent = pino({ level: 'silent' });
const NOTE: MessageKind<{ number: number }> = { name: 'note', body: z.strictObject({ number: z.int() }) };
const DOUBLE: CallKind<{ number: number }, { doubled: number; asker: string }> = {
  name: 'double',
  question: z.strictObject({ number: z.int() }),
  reply: z.strictObject({ doubled: z.int(), asker: z.string() }),
};
/** What the pharmacy took. */
const notes = pgTable('notes', { sender: text('sender').notNull(), number: integer('number').notNull() });

let tls: TlsFolder;
let stranger: TlsFolder;
let server: TestServer;
let database: TestDatabase;
let pharmacy: Server;
let port: number;
const clients: MemberClient[] = [];
const senders: OutboxSender[] = [];
let refuse: LedgerError | undefined;

beforeAll(async () => {
  [tls, stranger, server] = await Promise.all([tlsFolder(MEMBERS), tlsFolder(MEMBERS), startTestServer()]);
}, 60_000);
afterAll(async () => {
  tls.remove();
  stranger.remove();
  await server.stop();
});
beforeEach(async () => {
  refuse = undefined;
  database = await server.fresh();
  await database.pool.query('CREATE TABLE notes (sender text NOT NULL, number int NOT NULL)');
  pharmacy = theGateway();
  await listen(pharmacy, 0, '127.0.0.1');
  ({ port } = pharmacy.address() as AddressInfo);
});
afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop()));
  for (const client of clients.splice(0)) client.close();
  await drain(pharmacy, 100);
});

const file = (folder: TlsFolder, name: string) => readFileSync(join(folder.folder, name));

/** The pharmacy's gateway, as others reach it. */
function theGateway(): Server {
  const roots = MemberRoots.read(tls.roots, MEMBERS);
  const takesNotes = receiver(NOTE, async (sender, { number }, transaction) => {
    await transaction.insert(notes).values({ sender, number });
    if (refuse !== undefined) throw refuse;
  });
  const doubles = answerer(DOUBLE, (asker, { number }) => {
    if (number > 99) throw new LedgerError('LOT_NOT_FOUND', 'too large');
    if (number < 0) throw new Error('serial 4711');
    return Promise.resolve({ doubled: number * 2, asker });
  });
  const app = buildMemberApp({
    ...{ logger: silent, roots, bodyLimit: 2_000 },
    inbox: new Inbox(database.db, [takesNotes]),
    answerers: [doubles],
  });
  const options = { cert: file(tls, 'pharmacy.crt'), key: file(tls, 'pharmacy.key'), ca: roots.all() };
  return createServer({ ...options, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' }, app);
}

/** A member's client, that believes to reach the pharmacy at an address. */
function clientOf(member: string, folder = tls, address = `localhost:${port}`): MemberClient {
  const client = new MemberClient({
    addresses: new Map([['pharmacy', address]]),
    roots: MemberRoots.read(tls.roots, MEMBERS),
    certificate: file(folder, `${member}.crt`),
    key: file(folder, `${member}.key`),
    deadline: 2_000,
  });
  clients.push(client);
  return client;
}

const taken = async () =>
  (await database.pool.query('SELECT sender, number FROM notes ORDER BY number')).rows as unknown[];

describe('a call to another member', () => {
  it('is answered, to the one whose root issued the certificate', async () => {
    expect(await clientOf('manufacturer').call('pharmacy', DOUBLE, { number: 4 })).toEqual({
      doubled: 8,
      asker: 'manufacturer',
    });
    const distributor = clientOf('distributor');
    // Also on a connection, or a TLS session, that was used before.
    for (const number of [1, 2, 3]) {
      expect(await distributor.call('pharmacy', DOUBLE, { number })).toMatchObject({ asker: 'distributor' });
    }
  });

  it('carries a refusal back, and hides what nobody foresaw', async () => {
    const client = clientOf('manufacturer');
    await expect(client.call('pharmacy', DOUBLE, { number: 100 })).rejects.toMatchObject({ code: 'LOT_NOT_FOUND' });
    await expect(client.call('pharmacy', DOUBLE, { number: 1.5 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const failed = client.call('pharmacy', DOUBLE, { number: -1 });
    await expect(failed).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE', detail: 'pharmacy: its gateway failed' });
  });

  it('fails when the member is away, has no address, or answers something else', async () => {
    const away = clientOf('manufacturer', tls, 'localhost:1');
    await expect(away.call('pharmacy', DOUBLE, { number: 1 })).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
    const client = clientOf('manufacturer');
    await expect(client.call('insurer', DOUBLE, { number: 1 })).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
    const other = { ...DOUBLE, reply: z.strictObject({ halved: z.int() }) };
    await expect(client.call('pharmacy', other, { number: 1 })).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
  });

  it('is refused to a certificate of foreign roots with the same names', async () => {
    const impostor = clientOf('manufacturer', stranger);
    await expect(impostor.call('pharmacy', DOUBLE, { number: 1 })).rejects.toMatchObject({
      code: 'MEMBER_UNAVAILABLE',
    });
  });

  it('is refused without a certificate', async () => {
    const ask = new Promise((resolve, reject) => {
      const ca = MemberRoots.read(tls.roots, MEMBERS).of('pharmacy');
      const sent = httpsRequest({ host: 'localhost', port, path: '/calls/double', method: 'POST', ca }, resolve);
      sent.once('error', reject);
      sent.end('{}');
    });
    await expect(ask).rejects.toThrow(/certificate required|ECONNRESET|socket hang up|EPIPE/);
  });

  it('does not reach a member that poses as another', async () => {
    const roots = MemberRoots.read(tls.roots, MEMBERS);
    const options = { cert: file(tls, 'distributor.crt'), key: file(tls, 'distributor.key'), ca: roots.all() };
    const impostor = createServer({ ...options, requestCert: true }, (_request, response) =>
      response.end('{"doubled":0,"asker":""}'),
    );
    await listen(impostor, 0, '127.0.0.1');
    const address = `localhost:${(impostor.address() as AddressInfo).port}`;
    const asked = clientOf('manufacturer', tls, address).call('pharmacy', DOUBLE, { number: 1 });
    await expect(asked).rejects.toMatchObject({ code: 'MEMBER_UNAVAILABLE' });
    await drain(impostor, 100);
  });
});

describe('a message', () => {
  const id = '6f6f0b3a-5a43-4f8e-9d7e-0c2f0d8f4a11';

  it('is taken once, however often and however fast it is sent', async () => {
    const client = clientOf('manufacturer');
    const send = () => client.deliver('pharmacy', { id, kind: 'note', body: { number: 7 } });
    await Promise.all([send(), send(), send()]);
    await send();
    expect(await taken()).toEqual([{ sender: 'manufacturer', number: 7 }]);
    // An id is its sender's own: another member's message under the same id is another message.
    await clientOf('distributor').deliver('pharmacy', { id, kind: 'note', body: { number: 8 } });
    expect(await taken()).toHaveLength(2);
  });

  it('that is refused leaves nothing behind, and may come again', async () => {
    const client = clientOf('manufacturer');
    refuse = new LedgerError('NOT_PERMITTED', 'not now');
    const send = () => client.deliver('pharmacy', { id, kind: 'note', body: { number: 7 } });
    await expect(send()).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await taken()).toEqual([]);
    refuse = undefined;
    await send();
    expect(await taken()).toHaveLength(1);
  });

  it.each([
    ['an unknown kind', { id, kind: 'nonsense', body: {} }, 'kind'],
    ['a body that breaks its kind', { id, kind: 'note', body: { number: 'x' } }, 'number'],
    ['an id that is none', { id: '1', kind: 'note', body: { number: 1 } }, 'id'],
  ])('is refused: %s', async (_, message, field) => {
    const sent = clientOf('manufacturer').deliver('pharmacy', message);
    await expect(sent).rejects.toMatchObject({ code: 'INVALID_INPUT', faults: [{ field }] });
  });
});

describe('the outbox', () => {
  const settings = { pollMs: 20, firstPause: 20, longestPause: 60, most: 4 };
  const aSender = (client: Pick<MemberClient, 'deliver'>, store: OutboxStore) => {
    const sender = new OutboxSender(store, client, silent, settings);
    senders.push(sender);
    sender.start();
    return sender;
  };
  const settled = async (store: OutboxStore) => {
    while ((await store.counts(0)).pending > 0) await pause(20);
  };

  it('delivers what is owed, once its transaction stands, and forgets the body', async () => {
    const store = new OutboxStore(database.db, 5_000);
    const broken = database.db.transaction(async (transaction) => {
      await store.owe('pharmacy', NOTE, { number: 1 }, transaction);
      throw new Error('the change that owes it fails');
    });
    await expect(broken).rejects.toThrow('the change');
    for (const number of [2, 3, 4, 5, 6]) await store.owe('pharmacy', NOTE, { number }, database.db);
    aSender(clientOf('manufacturer'), store);
    await settled(store);
    expect(await taken()).toEqual([2, 3, 4, 5, 6].map((number) => ({ sender: 'manufacturer', number })));
    const { rows } = await database.db.execute(
      sql`select count(*)::int as n from outbox_messages where body is not null`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('tries again until the member is back, and shows what is overdue', async () => {
    const store = new OutboxStore(database.db, 5_000);
    await drain(pharmacy, 100);
    await store.owe('pharmacy', NOTE, { number: 1 }, database.db);
    aSender(clientOf('manufacturer'), store);
    const { app } = buildTestApp(database, outboxRoutes(store, 1));
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
    pharmacy = theGateway();
    await listen(pharmacy, port, '127.0.0.1');
    await settled(store);
    expect(await taken()).toHaveLength(1);
  });

  it('sends again what a dead process had taken up, and it arrives once', async () => {
    const store = new OutboxStore(database.db, 600_000);
    await store.owe('pharmacy', NOTE, { number: 1 }, database.db);
    const client = clientOf('manufacturer');
    // Delivered, and killed before the acknowledgement was written.
    const [held] = await store.claim(1);
    await client.deliver('pharmacy', { id: held!.id, kind: held!.kind, body: held!.body });
    expect(await store.claim(1)).toEqual([]);
    await database.db.execute(sql`update outbox_messages set lease_until = now()`);
    aSender(client, store);
    await settled(store);
    expect(await taken()).toHaveLength(1);
    expect((await database.db.execute(sql`select attempts from outbox_messages`)).rows).toEqual([{ attempts: 2 }]);
  });
});

describe('the roots of members', () => {
  it('stop the start when a file is missing, or two members share one', () => {
    expect(() => MemberRoots.read(tls.roots, [...MEMBERS, 'insurer'])).toThrow(
      'THERIAC_MEMBER_TLS_ROOTS: the roots of insurer',
    );
    expect(() => MemberRoots.read(join(tls.folder, 'pharmacy.pem'), MEMBERS)).toThrow(
      'a root that is another member’s too',
    );
  });
});
