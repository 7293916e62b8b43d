/** Twice is once: over HTTP, at the same time, after a crash, and with another body. */
import { setTimeout as pause } from 'node:timers/promises';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerError } from '@theriac/domain/ledger';
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { LeaseLost } from '../database';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import { buildTestApp, type TestApp } from '../http/fixtures/test-app';
import { Idempotency } from './idempotency';
import { IdempotencyStore } from './idempotency.store';
import { readSecret } from './secret-file';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let server: TestServer;
let database: TestDatabase;
let test: TestApp;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
beforeEach(async () => {
  database = await server.fresh();
  test = buildTestApp(database);
});
afterAll(() => server.stop());

const post = (key: string, scan = '1', caller = 'pharmacist') =>
  request(test.app).post('/v1/scans').set('X-Test-Caller', caller).set('Idempotency-Key', key).send({ scan });

function aGate(): { gate: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { gate, open };
}

describe('a command with an Idempotency-Key', () => {
  it('is done once, and its answer repeated to the letter', async () => {
    const first = await post('k1');
    const second = await post('k1');
    expect(test.done).toHaveLength(1);
    expect([second.status, second.text, second.headers.location]).toEqual([201, first.text, '/v1/scans/1']);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
  });

  it('is another one under another key, person or route', async () => {
    await post('k1');
    await post('k2');
    await post('k1', '1', 'administrator');
    const document = request(test.app).post('/v1/documents').set('X-Test-Caller', 'pharmacist');
    await document.set('Idempotency-Key', 'k1').set('Content-Type', 'text/csv').send('a,b');
    expect(new Set(test.done).size).toBe(4);
  });

  it.each(['pharmacist-elsewhere', 'pharmacist-as-technician'])('is refused to the same person as %s', async (as) => {
    await post('k1');
    const other = await post('k1', '1', as);
    expect(other.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(test.done).toHaveLength(1);
  });

  it('is refused with other content', async () => {
    await post('k1', '1');
    const other = await post('k1', '2');
    expect(other.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(test.done).toHaveLength(1);
  });

  it('is refused while the first is being worked on, of twenty at once', async () => {
    let answered = 0;
    const { gate, open } = aGate();
    test.respond = async () => {
      await gate;
      return { status: 201, body: { got: 1 } };
    };
    const ask = async () => {
      const answer = await post('k1');
      answered += 1;
      if (answered === 19) open();
      return answer;
    };
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(test.done).toHaveLength(1);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('IDEMPOTENCY_KEY_IN_FLIGHT');
  });

  it('repeats a refusal that stands for good', async () => {
    test.respond = () => Promise.reject(new LedgerError('LOT_FULL', 'a lot has at most 16 parts'));
    const [first, second] = [await post('k1'), await post('k1')];
    expect([first.status, second.status, test.done.length]).toEqual([422, 422, 1]);
    expect(second.headers['content-type']).toBe('application/problem+json');
    expect(second.text).toBe(first.text);
  });

  it('is tried again as the same command after a refusal that may pass', async () => {
    const good = test.respond;
    test.respond = () => Promise.reject(new LedgerError('OUTCOME_UNKNOWN', 'it may yet commit'));
    expect((await post('k1')).status).toBe(503);
    test.respond = good;
    expect((await post('k1')).status).toBe(201);
    expect(test.done).toHaveLength(2);
    expect(test.done[1]).toBe(test.done[0]);
  });

  it('sees two uploads of one document as the same', async () => {
    const upload = (text: string) =>
      request(test.app)
        .post('/v1/documents')
        .set('X-Test-Caller', 'pharmacist')
        .set('Idempotency-Key', 'd1')
        .set('Content-Type', 'text/csv')
        .send(text);
    expect([(await upload('a')).status, (await upload('a')).status, (await upload('b')).status]).toEqual([
      201, 201, 422,
    ]);
    expect(test.done).toHaveLength(1);
  });
});

describe('a key whose process died', () => {
  const asked = { person: 'p', route: 'POST /v1/scans', key: 'k', bodyMac: Buffer.from('body') };

  it('is in flight until its lease ends, then taken over as the same command', async () => {
    const store = new IdempotencyStore(database.db, 200, 24);
    const first = await store.begin(asked);
    if (first.is !== 'claimed') throw new Error('the first is not claimed');
    expect((await store.begin(asked)).is).toBe('in-flight');
    await pause(250);
    expect((await store.begin({ ...asked, bodyMac: Buffer.from('other') })).is).toBe('other-body');
    const second = await store.begin(asked);
    expect(second).toMatchObject({ is: 'claimed', claim: { reference: first.claim.reference } });
    // The first was only slow: what it answers now is not kept.
    await expect(store.answer(first.claim, { status: 201, headers: {}, body: 1 })).rejects.toThrow(LeaseLost);
  });

  it('is not taken over while its process lives', async () => {
    const store = new IdempotencyStore(database.db, 150, 24);
    const idempotency = new Idempotency(store, Buffer.alloc(32), 150);
    const command = { person: 'p', route: 'r', key: 'k', content: 1 };
    const slow = idempotency.once(command, async () => {
      await pause(500);
      return { status: 201, headers: {}, body: 'slow' };
    });
    await pause(350);
    await expect(idempotency.once(command, () => Promise.reject(new Error('done twice')))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_IN_FLIGHT',
    });
    expect((await slow).answer.body).toBe('slow');
  });

  it('expires, and is then free for anything', async () => {
    const store = new IdempotencyStore(database.db, 200, 24);
    const first = await store.begin(asked);
    if (first.is !== 'claimed') throw new Error('the first is not claimed');
    await store.answer(first.claim, { status: 201, headers: {}, body: 1 });
    await database.db.execute(sql`update idempotency_keys set expires_at = now() - interval '1 second'`);
    const again = await store.begin({ ...asked, bodyMac: Buffer.from('other') });
    expect(again.is).toBe('claimed');
    expect(again.is === 'claimed' && again.claim.reference).not.toBe(first.claim.reference);
    await database.db.execute(sql`update idempotency_keys set expires_at = now() - interval '1 second'`);
    await store.sweep();
    expect((await database.db.execute(sql`select * from idempotency_keys`)).rows).toEqual([]);
  });

  it('leaves nothing in the database from which the body could be guessed', async () => {
    await post('k1', 'serial4711');
    const { rows } = await database.db.execute(sql`select body_mac from idempotency_keys`);
    expect(rows).toHaveLength(1);
    const secrets = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
    const macs = await Promise.all(
      secrets.map(async (secret) => {
        const stores = new IdempotencyStore(database.db, 1_000, 24);
        const command = { person: 'x', route: String(secret[0]), key: 'k', content: 'same' };
        await new Idempotency(stores, secret, 1_000).once(command, () =>
          Promise.resolve({ status: 200, headers: {}, body: 1 }),
        );
        const found = await database.db.execute(
          sql`select body_mac from idempotency_keys where route = ${command.route}`,
        );
        return (found.rows[0] as { body_mac: Buffer }).body_mac.toString('hex');
      }),
    );
    expect(macs[0]).not.toBe(macs[1]);
  });
});

describe('the gateway’s secret', () => {
  it('is drawn once, for its owner only, and refused when it is something else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'theriac-secret-'));
    const file = join(folder, 'below', 'secret');
    const first = readSecret(file);
    expect(first).toHaveLength(32);
    expect(readSecret(file)).toEqual(first);
    expect(statSync(file).mode & 0o077).toBe(0);
    writeFileSync(file, 'short');
    expect(() => readSecret(file)).toThrow('THERIAC_SECRET_FILE');
    rmSync(folder, { recursive: true });
  });
});
