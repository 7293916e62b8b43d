/** Long work whose process is killed: resumed after any durable write, given up where it never gets further. */
import { sql } from 'drizzle-orm';
import { dyingDatabase } from '../database/fixtures/dying-process';
import { CALLER, counting, CountingGateways, deeds, finished, LEASE, silent } from './fixtures/counting-gateways';
import { JobWorkers } from './job-workers';
import { JobStore } from './jobs.store';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let gateways: CountingGateways;
beforeAll(async () => {
  gateways = await CountingGateways.start();
}, 60_000);
beforeEach(() => gateways.begin());
afterEach(() => gateways.rest());
afterAll(() => gateways.stop());

describe('a job whose process is killed', () => {
  /** Lets a process of its own work on a fresh job until it dies or the job ends; its lease outlasts the test. */
  async function victim(diesAfter: number) {
    const { store } = gateways.idle([]);
    const id = await store.insert({ reference: `r${diesAfter}`, kind: 'count', input: { count: 3 }, caller: CALLER });
    const process = dyingDatabase(gateways.database.url, diesAfter);
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
      await gateways.database.pool.query('TRUNCATE deeds, jobs CASCADE');
      const { id, process } = await victim(diesAfter);
      await process.died;
      await gateways.database.pool.query('UPDATE jobs SET lease_until = now()');
      const { store, workers } = gateways.working([counting()]);
      const job = await finished(store, id);
      // Otherwise it would take the next victim's job.
      await workers.stop();
      expect([diesAfter, job.state, await gateways.deedsDone()]).toEqual([diesAfter, 'succeeded', [100, 101, 102]]);
    }
  }, 60_000);

  it('as often as it likes ends well, so long as it gets further each time', async () => {
    const deedsToDo = 7;
    const { store } = gateways.idle([]);
    const id = await store.insert({ reference: 'r', kind: 'count', input: { count: deedsToDo }, caller: CALLER });
    for (let death = 1; death <= deedsToDo; death += 1) {
      // Taken, the progress of the deeds before shown again, one more step done, and gone with its lease.
      const process = dyingDatabase(gateways.database.url, Math.max(2, death));
      const settings = { workers: 1, leaseMs: LEASE, pollMs: 20 };
      const kinds = new Map([['count', counting()]]);
      new JobWorkers(new JobStore(process.db, LEASE), kinds, settings, silent).start();
      await process.died;
      await gateways.database.pool.query('UPDATE jobs SET lease_until = now()');
    }
    expect(await store.find(id)).toMatchObject({ state: 'running', crashes: 0 });
    expect(await finished(gateways.working([counting()]).store, id)).toMatchObject({ state: 'succeeded' });
    expect(await gateways.deedsDone()).toEqual([100, 101, 102, 103, 104, 105, 106]);
  });

  it('five times at the same place is given up, and its reason names the place', async () => {
    const { store } = gateways.idle([]);
    const id = await store.insert({ reference: 'r', kind: 'count', input: { count: 3 }, caller: CALLER });
    const first = (await store.claim(['count']))!;
    await store.completeStep(first, 'prepare', () => Promise.resolve(100));
    for (let death = 1; death <= 5; death += 1) {
      await gateways.database.pool.query('UPDATE jobs SET lease_until = now()');
      if (death < 5) await store.claim(['count']);
    }
    const job = await finished(gateways.working([counting()]).store, id);
    expect(job).toMatchObject({ state: 'failed', crashes: 5 });
    expect(job.problem).toEqual({
      code: 'JOB_GIVEN_UP',
      detail: 'the job ended 5 times in a row after its step “prepare”, for no foreseen reason',
      faults: [],
    });
    expect(await gateways.deedsDone()).toEqual([]);
  });

  it('is not written to any more by a process that was only slow', async () => {
    const { store } = gateways.idle([]);
    const id = await store.insert({ reference: 'r', kind: 'count', input: { count: 1 }, caller: CALLER });
    const slow = (await store.claim(['count']))!;
    await gateways.database.db.execute(sql`update jobs set lease_until = now() - interval '1 second'`);
    const quick = (await store.claim(['count']))!;
    expect(quick.row).toMatchObject({ id, crashes: 1 });
    const work = store.completeStep(slow, 'deed', async (transaction) => {
      await transaction.insert(deeds).values({ number: 1 });
    });
    await expect(work).rejects.toThrow('another process took this work over');
    await expect(store.succeed(slow, {})).rejects.toThrow('another process took this work over');
    expect(await gateways.deedsDone()).toEqual([]);
  });
});
