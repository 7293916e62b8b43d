/** Imports over HTTP: who may, what is taken, and the job that tells what came of it. */
import request from 'supertest';
import { CareLedger } from '../../chaincode/src/fixtures/care-ledger';
import { consortium } from '../../chaincode/src/fixtures/consortium';
import {
  startTestServer,
  type TestDatabase,
  type TestServer,
} from '../../gateway-api/src/database/fixtures/test-database';
import { type GatewayInProcess, startGateway } from '../fixtures/gateway-in-process';
import { LedgerNetwork } from '../fixtures/test-ledger-client';
import { aMeasurement, aPatient, bundleOf } from '../fixtures/told-records';

jest.setTimeout(60_000);

let server: TestServer;
let care: CareLedger;
let database: TestDatabase;
let gateway: GatewayInProcess;
beforeAll(async () => {
  [server, care] = await Promise.all([startTestServer(), CareLedger.start()]);
  database = await server.fresh();
  const ledger = new LedgerNetwork(care.ledger.ledger).client(database.db);
  gateway = startGateway({ consortium, organisation: 'hospital', db: database.db, ledger });
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  care.stop();
  await server.stop();
});

const upload = bundleOf(aPatient('p', 'R-1'), aMeasurement('o1', 80));

function sends(
  role: string,
  { key = role, type = 'application/fhir+json', path = '/v1/records/imports?source=his' } = {},
) {
  const to = request(gateway.app).post(path).set('X-Test-Caller', role).set('Content-Type', type);
  return to.set('Idempotency-Key', `import-${key}-0000000000`).send(upload);
}

it('answers with the job, whose result accounts for every resource', async () => {
  const started = await sends('administrator');
  expect([started.status, started.headers.location]).toEqual([
    202,
    expect.stringMatching(/^\/v1\/jobs\/[0-9a-f]{32}$/),
  ]);
  const again = await sends('administrator');
  expect(again.headers.location).toBe(started.headers.location);
  const ended = async (): Promise<{ state: string }> => {
    for (;;) {
      const job = await request(gateway.app).get(started.headers.location!).set('X-Test-Caller', 'administrator');
      const body = job.body as { state: string };
      if (body.state === 'succeeded' || body.state === 'failed') return body;
    }
  };
  expect(await ended()).toMatchObject({
    state: 'succeeded',
    progress: { done: 2, total: 2, unit: 'resources' },
    result: { waiting: 1, patients: 1, kept: 0, refused: 0, refusals: [] },
  });
  // Nothing of it lies about in clear.
  expect((await database.pool.query('SELECT 1 FROM uploads')).rows).toEqual([]);
});

it.each(['physician', 'nurse', 'privacy-officer', 'patient'])('is not for a %s', async (role) => {
  const answer = await sends(role);
  expect([answer.status, answer.body]).toMatchObject([403, { code: 'NOT_PERMITTED' }]);
});

it('takes FHIR, of a system with a name', async () => {
  expect((await sends('gateway', { type: 'text/csv', key: 'csv' })).status).toBe(415);
  expect((await sends('gateway', { path: '/v1/records/imports', key: 'unnamed' })).status).toBe(400);
  expect((await sends('gateway', { key: 'machine' })).status).toBe(202);
});
