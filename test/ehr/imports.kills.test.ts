/** An import whose process is killed: nothing that it took is lost, nothing is there twice, and the ledger has every root. */
import { dyingDatabase } from '../../gateway-api/src/database/fixtures/dying-process';
import { ImportWorld } from '../fixtures/import-world';
import { aDiagnosis, aMeasurement, aPatient, bundleOf } from '../fixtures/told-records';

jest.setTimeout(240_000);

let world: ImportWorld;
beforeAll(async () => {
  world = await ImportWorld.start();
}, 60_000);
afterAll(() => world.stop());

const upload = (): string =>
  bundleOf(
    aPatient('p', 'R-1'),
    aPatient('q', 'R-2'),
    aMeasurement('o1', 80, 'x'),
    aMeasurement('o2', 90, 'y'),
    aDiagnosis('c1', 'E11.9', 'active'),
    aMeasurement('o3', 70, undefined, { subject: { reference: 'Patient/q' } }),
    { ...aMeasurement('o4', 70), status: 'unheard of' },
  );

async function victim(diesAfter: number) {
  await world.begin();
  const ana = await world.patient();
  await world.link(ana, 'R-1');
  const job = await world.upload('his', upload());
  const process = dyingDatabase(world.database.url, diesAfter);
  return { ana, job, process, workers: world.work(process.db) };
}

it('resumes after each of its durable writes, and everything is there once', async () => {
  const counted = await victim(Number.POSITIVE_INFINITY);
  const expected = { kept: 3, newVersions: 0, sameAgain: 0, waiting: 1, patients: 2, refused: 1 };
  expect(await world.resultOf(counted.job)).toMatchObject(expected);
  await counted.workers.stop();
  await counted.process.close();
  // One process did the work; the other only looked on. How many writes it takes is found by dying after each.
  for (let diesAfter = 1, isWhole = false; !isWhole; diesAfter += 1) {
    const { ana, job, process, workers } = await victim(diesAfter);
    const ended = world.ended(job);
    isWhole = await Promise.race([process.died.then(() => false), ended.then(() => true)]);
    if (isWhole) await workers.stop();
    else await world.database.pool.query(`UPDATE jobs SET lease_until = now() WHERE state = 'running'`);
    expect([diesAfter, await world.resultOf(job)]).toMatchObject([diesAfter, expected]);
    const shown = (await world.shown(ana)).map(({ item, by }) => [item.type, ...by]).sort();
    expect(shown).toEqual([
      ['Condition', 'his'],
      ['Observation', 'his'],
      ['Observation', 'his'],
    ]);
    expect([diesAfter, await world.faults()]).toEqual([diesAfter, []]);
    // What waits is not lost either: its patient's link brings it into the vault.
    const ben = await world.patient();
    await world.link(ben, 'R-2');
    await world.keepLinked();
    expect(await world.shown(ben)).toMatchObject([{ by: ['his'], item: { type: 'Observation' } }]);
    expect([diesAfter, await world.faults()]).toEqual([diesAfter, []]);
  }
});
