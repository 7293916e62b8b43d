/** Long work: waited for when short, resumed when its process dies at any durable write, seen only by whom it concerns. */
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';
import { sql } from 'drizzle-orm';
import { pgTable, integer } from 'drizzle-orm/pg-core';
import { pino } from 'pino';
import request from 'supertest';
import { z } from 'zod';
import type { Database } from '../database';
import { dyingDatabase } from '../database/fixtures/dying-process';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import { buildTestApp, CALLERS } from '../http/fixtures/test-app';
import { route } from '../http/route';
import type { AnyJobKind, JobKind } from './job-kind';
import { JobWorkers } from './job-workers';
import { Jobs } from './jobs';
import { jobRoutes } from './jobs.router';
import { JobStore } from './jobs.store';

/** No lease ends by itself here, however slow the machine: where one must end, the test ends it. */
const LEASE = 600_000;
const silent = pino({ level: 'silent' });
const caller = CALLERS.pharmacist!;
/** Each row is a deed that must be done exactly once. */
const deeds = pgTable('deeds', { number: integer('number').notNull() });
const inputSchema = z.strictObject({ count: z.int() });

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let server: TestServer;
let database: TestDatabase;
const started: JobWorkers[] = [];

beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
beforeEach(async () => {
  database = await server.fresh();
  await database.pool.query('CREATE TABLE deeds (number int NOT NULL)');
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((workers) => workers.stop()));
});
afterAll(() => server.stop());

/** Counts outside the database how often each step's work ran: a step may run twice only when killed in between. */
function counting(runs: Map<string, number> = new Map<string, number>()): JobKind<{ count: number }> {
  return {
    name: 'count',
    input: inputSchema,
    unit: 'deeds',
    visibleTo: ['administrator'],
    async run(job) {
      const start = await job.step('prepare', z.int(), () => {
        runs.set('prepare', (runs.get('prepare') ?? 0) + 1);
        return Promise.resolve(100);
      });
      for (let number = 0; number < job.input.count; number += 1) {
        await job.write(`deed:${number}`, z.null(), async (transaction) => {
          await transaction.insert(deeds).values({ number: start + number });
          return null;
        });
        await job.progress(number + 1, job.input.count);
      }
      return { location: '/v1/deeds', result: { sum: start } };
    },
  };
}

function aGateway(kinds: readonly AnyJobKind[], db: Database = database.db, waitMs = 400) {
  const store = new JobStore(db, LEASE);
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const workers = new JobWorkers(store, byName, { workers: 2, leaseMs: LEASE, pollMs: 40 }, silent);
  return { store, workers, jobs: new Jobs(store, workers, byName, waitMs) };
}

function run(kinds: readonly AnyJobKind[], waitMs?: number) {
  const gateway = aGateway(kinds, database.db, waitMs);
  gateway.workers.start();
  started.push(gateway.workers);
  return gateway;
}

const numbers = async () =>
  (await database.pool.query<{ number: number }>('SELECT number FROM deeds ORDER BY 1')).rows.map((row) => row.number);

async function finished(store: JobStore, id: string) {
  for (let look = 0; look < 400; look += 1) {
    const job = await store.find(id);
    if (job?.state === 'succeeded' || job?.state === 'failed') return job;
    await pause(25);
  }
  throw new Error('the job does not end');
}

describe('a job', () => {
  it('that is short is answered with its result', async () => {
    const { jobs } = run([counting()]);
    const kind = counting();
    const id = await jobs.start(kind, { reference: 'r1', input: { count: 3 }, caller });
    const answer = await jobs.answer(id, 'wait=5');
    expect(answer).toMatchObject({
      status: 201,
      headers: { Location: '/v1/deeds' },
      body: { state: 'succeeded', result: { sum: 100 } },
    });
    expect(answer.body).toMatchObject({ progress: { done: 3, total: 3, unit: 'deeds' } });
  });

  it('that is long is answered with 202 and its place, and shows its progress', async () => {
    let end: () => void = () => undefined;
    const kind: JobKind<{ count: number }> = {
      ...counting(),
      run: async (job) => {
        await job.progress(1, 2);
        await new Promise<void>((resolve) => (end = resolve));
        return {};
      },
    };
    const { jobs, store } = run([kind], 60);
    const id = await jobs.start(kind, { reference: 'r1', input: { count: 1 }, caller });
    expect(await jobs.answer(id, undefined)).toMatchObject({ status: 202, headers: { Location: `/v1/jobs/${id}` } });
    const { body } = await jobs.read(id, caller);
    expect(body).toMatchObject({ id, state: 'running', progress: { done: 1, total: 2, unit: 'deeds' } });
    end();
    expect((await finished(store, id)).state).toBe('succeeded');
  });

  it('is the same job when its command is sent again', async () => {
    const { jobs } = aGateway([counting()]);
    const ask = () => jobs.start(counting(), { reference: 'r1', input: { count: 1 }, caller });
    const ids = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(ids).size).toBe(1);
  });

  it('is taken by one worker only, of many gateways', async () => {
    const runs = new Map<string, number>();
    const gateways = [1, 2, 3, 4].map(() => run([counting(runs)]));
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        gateways[0]!.jobs.start(counting(), { reference: `r${index}`, input: { count: 1 }, caller }),
      ),
    );
    await Promise.all(ids.map((id) => finished(gateways[1]!.store, id)));
    expect(runs.get('prepare')).toBe(20);
    expect(await numbers()).toHaveLength(20);
  });

  it('fails for good with a refusal, which its starter and its page show', async () => {
    const refuses: JobKind<{ count: number }> = {
      ...counting(),
      run: () =>
        Promise.reject(
          new LedgerError('INVALID_INPUT', 'line 3: must be a GTIN', [{ field: 'line 3', rule: 'must be a GTIN' }]),
        ),
    };
    const { jobs, store } = run([refuses]);
    const id = await jobs.start(refuses, { reference: 'r1', input: { count: 1 }, caller });
    await finished(store, id);
    await expect(jobs.answer(id, undefined)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      faults: [{ field: 'line 3' }],
    });
    expect((await jobs.read(id, caller)).body).toMatchObject({
      state: 'failed',
      problem: { status: 400, code: 'INVALID_INPUT', faults: [{ field: 'line 3', rule: 'must be a GTIN' }] },
    });
  });

  it('waits for a ledger that is away, and goes on', async () => {
    let tries = 0;
    const waits: JobKind<{ count: number }> = {
      ...counting(),
      run: () => {
        tries += 1;
        return tries < 2 ? Promise.reject(new LedgerError('LEDGER_UNAVAILABLE', 'away')) : Promise.resolve({});
      },
    };
    const { jobs, store } = run([waits]);
    const id = await jobs.start(waits, { reference: 'r1', input: { count: 1 }, caller });
    expect(await finished(store, id)).toMatchObject({ state: 'succeeded', postponements: 1, crashes: 0 });
  });

  it('that fails again and again for a reason that nobody foresaw is given up, and tells nothing', async () => {
    const breaks: JobKind<{ count: number }> = {
      ...counting(),
      run: () => Promise.reject(new TypeError('serial 4711')),
    };
    const { jobs, store, workers } = aGateway([breaks]);
    const id = await jobs.start(breaks, { reference: 'r1', input: { count: 1 }, caller });
    await database.db.execute(sql`update jobs set crashes = 4`);
    workers.start();
    started.push(workers);
    while ((await store.find(id))?.crashes !== 5) await pause(20);
    expect((await store.find(id))?.state).toBe('queued');
    await database.db.execute(sql`update jobs set run_at = now()`);
    const job = await finished(store, id);
    const reason = 'the job ended 5 times in a row before its first step was done, for no foreseen reason';
    expect(job.problem).toMatchObject({ code: 'JOB_GIVEN_UP', detail: reason });
    expect((await jobs.read(id, caller)).body).toMatchObject({ problem: { status: 500, detail: reason } });
    expect(JSON.stringify(job)).not.toContain('4711');
    await expect(jobs.answer(id, undefined)).rejects.toMatchObject({ code: 'JOB_GIVEN_UP' });
  });

  it('stops at a durable point when the gateway stops, and goes on in the next one', async () => {
    let reached: () => void = () => undefined;
    const second = new Promise<void>((resolve) => (reached = resolve));
    const runs: string[] = [];
    const kind: JobKind<{ count: number }> = {
      ...counting(),
      run: async (job) => {
        for (const name of ['one', 'two', 'three']) {
          await job.step(name, z.null(), async () => {
            runs.push(name);
            if (name === 'two') {
              reached();
              await pause(100);
            }
            return null;
          });
        }
        return {};
      },
    };
    const first = run([kind]);
    const id = await first.jobs.start(kind, { reference: 'r1', input: { count: 1 }, caller });
    await second;
    await first.workers.stop();
    expect(await first.store.find(id)).toMatchObject({ state: 'queued', crashes: 0 });
    await finished(run([kind]).store, id);
    expect(runs).toEqual(['one', 'two', 'three']);
  });
});

describe('a job whose process is killed', () => {
  /** Lets a process of its own work on a fresh job until it dies or the job ends; its lease outlasts the test. */
  async function victim(diesAfter: number) {
    const { store } = aGateway([]);
    const id = await store.insert({ reference: `r${diesAfter}`, kind: 'count', input: { count: 3 }, caller });
    const process = dyingDatabase(database.url, diesAfter);
    const kinds = new Map([['count', counting()]]);
    const settings = { workers: 1, leaseMs: 600_000, pollMs: 20 };
    const workers = new JobWorkers(new JobStore(process.db, settings.leaseMs), kinds, settings, silent);
    workers.start();
    return { id, store, process, workers };
  }

  it('after each of its durable writes resumes, and does every deed exactly once', async () => {
    const counted = await victim(Number.POSITIVE_INFINITY);
    await finished(counted.store, counted.id);
    await counted.workers.stop();
    await counted.process.close();
    const whole = counted.process.writes();
    // Taken, prepared, three deeds with their progress, ended.
    expect(whole).toBe(9);
    for (let diesAfter = 1; diesAfter <= whole; diesAfter += 1) {
      await database.pool.query('TRUNCATE deeds, jobs CASCADE');
      const { id, process } = await victim(diesAfter);
      await process.died;
      await database.pool.query('UPDATE jobs SET lease_until = now()');
      const { store, workers } = run([counting()]);
      const job = await finished(store, id);
      // Otherwise it would take the next victim's job.
      await workers.stop();
      expect([diesAfter, job.state, await numbers()]).toEqual([diesAfter, 'succeeded', [100, 101, 102]]);
    }
  }, 60_000);

  it('as often as it likes ends well, so long as it gets further each time', async () => {
    const deedsToDo = 7;
    const { store } = aGateway([]);
    const id = await store.insert({ reference: 'r', kind: 'count', input: { count: deedsToDo }, caller });
    for (let death = 1; death <= deedsToDo; death += 1) {
      // Taken, the progress of the deeds before shown again, one more step done, and gone with its lease.
      const process = dyingDatabase(database.url, Math.max(2, death));
      const settings = { workers: 1, leaseMs: LEASE, pollMs: 20 };
      const kinds = new Map([['count', counting()]]);
      new JobWorkers(new JobStore(process.db, LEASE), kinds, settings, silent).start();
      await process.died;
      await database.pool.query('UPDATE jobs SET lease_until = now()');
    }
    expect(await store.find(id)).toMatchObject({ state: 'running', crashes: 0 });
    expect(await finished(run([counting()]).store, id)).toMatchObject({ state: 'succeeded' });
    expect(await numbers()).toEqual([100, 101, 102, 103, 104, 105, 106]);
  });

  it('five times at the same place is given up, and its reason names the place', async () => {
    const { store } = aGateway([]);
    const id = await store.insert({ reference: 'r', kind: 'count', input: { count: 3 }, caller });
    const first = (await store.claim(['count']))!;
    await store.completeStep(first, 'prepare', () => Promise.resolve(100));
    for (let death = 1; death <= 5; death += 1) {
      await database.pool.query('UPDATE jobs SET lease_until = now()');
      if (death < 5) await store.claim(['count']);
    }
    const job = await finished(run([counting()]).store, id);
    expect(job).toMatchObject({ state: 'failed', crashes: 5 });
    expect(job.problem).toEqual({
      code: 'JOB_GIVEN_UP',
      detail: 'the job ended 5 times in a row after its step “prepare”, for no foreseen reason',
      faults: [],
    });
    expect(await numbers()).toEqual([]);
  });

  it('is not written to any more by a process that was only slow', async () => {
    const { store } = aGateway([]);
    const id = await store.insert({ reference: 'r', kind: 'count', input: { count: 1 }, caller });
    const slow = (await store.claim(['count']))!;
    await database.db.execute(sql`update jobs set lease_until = now() - interval '1 second'`);
    const quick = (await store.claim(['count']))!;
    expect(quick.row).toMatchObject({ id, crashes: 1 });
    const work = store.completeStep(slow, 'deed', async (transaction) => {
      await transaction.insert(deeds).values({ number: 1 });
    });
    await expect(work).rejects.toThrow('another process took this work over');
    await expect(store.succeed(slow, {})).rejects.toThrow('another process took this work over');
    expect(await numbers()).toEqual([]);
  });
});

describe('GET /v1/jobs/{id}', () => {
  it('shows a job to who started it and to the kind’s roles, and to nobody else', async () => {
    const { jobs, store } = aGateway([counting()]);
    const { app } = buildTestApp(database, jobRoutes(jobs));
    const id = await jobs.start(counting(), { reference: 'r', input: { count: 1 }, caller });
    const look = async (name: string, job = id) =>
      (await request(app).get(`/v1/jobs/${job}`).set('X-Test-Caller', name)).status;
    expect([await look('pharmacist'), await look('administrator')]).toEqual([200, 200]);
    const others = await jobs.start(counting(), {
      reference: 'r2',
      input: { count: 1 },
      caller: { ...caller, person: 'c'.repeat(32) },
    });
    expect([await look('pharmacist', others), await look('administrator', others)]).toEqual([404, 200]);
    expect(await look('pharmacist', 'f'.repeat(32))).toBe(404);
    expect(await look('pharmacist', 'nonsense')).toBe(400);
    expect((await store.find(id))?.state).toBe('queued');
  });

  it('is where a long command points to, under its Idempotency-Key too', async () => {
    const kind = counting();
    const { jobs } = run([kind]);
    const shape = {
      method: 'post',
      path: '/v1/counts',
      tag: 'Test',
      summary: 'Count',
      body: inputSchema,
      answers: {},
    } as const;
    const counts = route(shape, async ({ body, caller: by, reference, headers }) =>
      jobs.answer(await jobs.start(kind, { reference, input: body, caller: by }), headers.prefer as string | undefined),
    );
    const { app } = buildTestApp(database, [counts, ...jobRoutes(jobs)]);
    const ask = () =>
      request(app)
        .post('/v1/counts')
        .set('X-Test-Caller', 'pharmacist')
        .set('Idempotency-Key', 'k')
        .set('Prefer', 'wait=5')
        .send({ count: 2 });
    const [first, second] = [await ask(), await ask()];
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    expect(await numbers()).toEqual([100, 101]);
  });
});
