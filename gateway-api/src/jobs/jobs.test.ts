/** Long work: waited for when short, and seen only by whom it concerns. */
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { z } from 'zod';
import { buildTestApp } from '../http/fixtures/test-app';
import { route } from '../http/route';
import { CALLER, counting, CountingGateways, finished, inputSchema } from './fixtures/counting-gateways';
import type { JobKind } from './job-kind';
import { jobRoutes } from './jobs.router';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let gateways: CountingGateways;
beforeAll(async () => {
  gateways = await CountingGateways.start();
}, 60_000);
beforeEach(() => gateways.begin());
afterEach(() => gateways.rest());
afterAll(() => gateways.stop());

describe('a job', () => {
  it('that is short is answered with its result', async () => {
    const { jobs } = gateways.working([counting()]);
    const kind = counting();
    const id = await jobs.start(kind, { reference: 'r1', input: { count: 3 }, caller: CALLER });
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
    const { jobs, store } = gateways.working([kind], 60);
    const id = await jobs.start(kind, { reference: 'r1', input: { count: 1 }, caller: CALLER });
    expect(await jobs.answer(id, undefined)).toMatchObject({ status: 202, headers: { Location: `/v1/jobs/${id}` } });
    const { body } = await jobs.read(id, CALLER);
    expect(body).toMatchObject({ id, state: 'running', progress: { done: 1, total: 2, unit: 'deeds' } });
    end();
    expect((await finished(store, id)).state).toBe('succeeded');
  });

  it('is the same job when its command is sent again', async () => {
    const { jobs } = gateways.idle([counting()]);
    const ask = () => jobs.start(counting(), { reference: 'r1', input: { count: 1 }, caller: CALLER });
    const ids = await Promise.all([ask(), ask(), ask()]);
    expect(new Set(ids).size).toBe(1);
  });

  it('is taken by one worker only, of many gateways', async () => {
    const runs = new Map<string, number>();
    const four = [1, 2, 3, 4].map(() => gateways.working([counting(runs)]));
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        four[0]!.jobs.start(counting(), { reference: `r${index}`, input: { count: 1 }, caller: CALLER }),
      ),
    );
    await Promise.all(ids.map((id) => finished(four[1]!.store, id)));
    expect(runs.get('prepare')).toBe(20);
    expect(await gateways.deedsDone()).toHaveLength(20);
  });

  it('fails for good with a refusal, which its starter and its page show', async () => {
    const refuses: JobKind<{ count: number }> = {
      ...counting(),
      run: () =>
        Promise.reject(
          new LedgerError('INVALID_INPUT', 'line 3: must be a GTIN', [{ field: 'line 3', rule: 'must be a GTIN' }]),
        ),
    };
    const { jobs, store } = gateways.working([refuses]);
    const id = await jobs.start(refuses, { reference: 'r1', input: { count: 1 }, caller: CALLER });
    await finished(store, id);
    await expect(jobs.answer(id, undefined)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      faults: [{ field: 'line 3' }],
    });
    expect((await jobs.read(id, CALLER)).body).toMatchObject({
      state: 'failed',
      problem: { status: 400, code: 'INVALID_INPUT', faults: [{ field: 'line 3', rule: 'must be a GTIN' }] },
    });
  });

  it('waits for a ledger that is away, and goes on from where it was', async () => {
    let tries = 0;
    const waits: JobKind<{ count: number }> = {
      ...counting(),
      run: async (job) => {
        tries += 1;
        await job.progress(tries < 2 ? 2 : 0, 3);
        if (tries < 2) throw new LedgerError('LEDGER_UNAVAILABLE', 'away');
        return {};
      },
    };
    const { jobs, store } = gateways.working([waits]);
    const id = await jobs.start(waits, { reference: 'r1', input: { count: 1 }, caller: CALLER });
    expect(await finished(store, id)).toMatchObject({ state: 'succeeded', postponements: 1, crashes: 0, done: 2 });
  });

  it('that fails again and again for a reason that nobody foresaw is given up, and tells nothing', async () => {
    const breaks: JobKind<{ count: number }> = {
      ...counting(),
      run: () => Promise.reject(new TypeError('serial SQZ-XYW')),
    };
    const { jobs, store, workers } = gateways.idle([breaks]);
    const id = await jobs.start(breaks, { reference: 'r1', input: { count: 1 }, caller: CALLER });
    await gateways.database.db.execute(sql`update jobs set crashes = 4`);
    gateways.set(workers);
    while ((await store.find(id))?.crashes !== 5) await pause(20);
    expect((await store.find(id))?.state).toBe('queued');
    await gateways.database.db.execute(sql`update jobs set run_at = now()`);
    const job = await finished(store, id);
    const reason = 'the job ended 5 times in a row before its first step was done, for no foreseen reason';
    expect(job.problem).toMatchObject({ code: 'JOB_GIVEN_UP', detail: reason });
    expect((await jobs.read(id, CALLER)).body).toMatchObject({ problem: { status: 500, detail: reason } });
    expect(JSON.stringify(job)).not.toContain('SQZ-XYW');
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
    const first = gateways.working([kind]);
    const id = await first.jobs.start(kind, { reference: 'r1', input: { count: 1 }, caller: CALLER });
    await second;
    await first.workers.stop();
    expect(await first.store.find(id)).toMatchObject({ state: 'queued', crashes: 0 });
    await finished(gateways.working([kind]).store, id);
    expect(runs).toEqual(['one', 'two', 'three']);
  });
});

describe('GET /v1/jobs/{id}', () => {
  it('shows a job to who started it and to the kind’s roles, and to nobody else', async () => {
    const { jobs, store } = gateways.idle([counting()]);
    const { app } = buildTestApp(gateways.database, jobRoutes(jobs));
    const id = await jobs.start(counting(), { reference: 'r', input: { count: 1 }, caller: CALLER });
    const look = async (name: string, job = id) =>
      (await request(app).get(`/v1/jobs/${job}`).set('X-Test-Caller', name)).status;
    expect([await look('pharmacist'), await look('administrator')]).toEqual([200, 200]);
    const others = await jobs.start(counting(), {
      reference: 'r2',
      input: { count: 1 },
      caller: { ...CALLER, person: 'c'.repeat(32) },
    });
    expect([await look('pharmacist', others), await look('administrator', others)]).toEqual([404, 200]);
    expect(await look('pharmacist', 'f'.repeat(32))).toBe(404);
    expect(await look('pharmacist', 'nonsense')).toBe(400);
    expect((await store.find(id))?.state).toBe('queued');
  });

  it('is where a long command points to, under its Idempotency-Key too', async () => {
    const kind = counting();
    const { jobs } = gateways.working([kind]);
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
    const { app } = buildTestApp(gateways.database, [counts, ...jobRoutes(jobs)]);
    const ask = () =>
      request(app)
        .post('/v1/counts')
        .set('X-Test-Caller', 'pharmacist')
        .set('Idempotency-Key', 'k')
        .set('Prefer', 'wait=5')
        .send({ count: 2 });
    const [first, second] = [await ask(), await ask()];
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    expect(await gateways.deedsDone()).toEqual([100, 101]);
  });
});
