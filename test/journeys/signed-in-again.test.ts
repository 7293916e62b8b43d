/** Work that outlives its person's certificate: it waits for their next call, and nothing of it is lost. */
import { setTimeout as pause } from 'node:timers/promises';
import { prefix, product } from '../../chaincode/src/fixtures/supply-commands';
import { eventually, WholeGateways } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);

const PEOPLE = { officer: 'release-officer', second: 'release-officer', inspector: 'inspector' };
const MAKER = 'manufacturer';

let gateways: WholeGateways;
beforeAll(async () => {
  gateways = await WholeGateways.start({ organisations: [MAKER, 'regulator'], people: PEOPLE });
  const assigned = await gateways.ask('regulator', '/v1/company-prefixes', { by: 'inspector', json: prefix });
  const registered = await gateways.ask(MAKER, '/v1/products', { by: 'officer', json: product });
  expect([assigned.status, registered.status]).toEqual([201, 201]);
}, 120_000);
afterAll(() => gateways.stop());

interface Job {
  readonly id: string;
  readonly state: string;
}

const readJob = async (id: string, by: string) => (await gateways.ask<Job>(MAKER, `/v1/jobs/${id}`, { by })).body;

it('a registration that its gateway’s death interrupted goes on when the officer calls, and not before', async () => {
  // So that the job has only begun when its gateway goes.
  gateways.takesNothing = true;
  const csv = ['serial', ...Array.from({ length: 30 }, (_, number) => `AWAY${number}`)].join('\n');
  const taken = await gateways.ask<Job>(MAKER, `/v1/lots?gtin=${product.gtin}&lot=AWAY-1&expiry=2030-06-30`, {
    ...{ by: 'officer', csv, headers: { Prefer: 'wait=0' } },
  });
  expect(taken.status).toBe(202);
  await gateways.goAway(MAKER);
  gateways.takesNothing = false;
  await gateways.comeBack(MAKER);
  // Somebody else of the same role calls: the officer's work is not theirs.
  await pause(2_000);
  expect(await readJob(taken.body.id, 'second')).toMatchObject({ state: expect.stringMatching(/queued|running/) });
  const ended = await eventually(
    () => readJob(taken.body.id, 'officer'),
    ({ state }) => state === 'succeeded' || state === 'failed',
  );
  expect(ended.state).toBe('succeeded');
});
