/** A gateway dies after each durable deed of an emergency in turn: the next one tells the ledger, once, and journals it. */
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { startTestServer, type TestServer } from '../../gateway-api/src/database/fixtures/test-database';
import { consortium } from '../../chaincode/src/fixtures/consortium';
import { ConsortiumLedger } from '../../chaincode/src/fixtures/consortium-ledger';
import { type GatewayInProcess, rows, startGateway } from '../fixtures/gateway-in-process';
import { MortalProcess } from '../fixtures/mortal-database';
import { LedgerNetwork } from '../fixtures/test-ledger-client';

jest.setTimeout(300_000);

const ana = 'a'.repeat(32);
const MOST_DEEDS = 40;

let server: TestServer;
let contracts: ConsortiumLedger;
let network: LedgerNetwork;
beforeAll(async () => {
  [server, contracts] = await Promise.all([startTestServer(), ConsortiumLedger.start()]);
  network = new LedgerNetwork(contracts.ledger);
  const patient = await contracts.person('clinic', 'patient');
  await contracts.submitPrivate(patient, 'EhrAccess:RegisterPatient', { patient: ana, ownKey: false });
}, 120_000);
afterAll(async () => {
  contracts.stop();
  await server.stop();
});

const gatewayOf = (life: MortalProcess): GatewayInProcess =>
  startGateway({
    ...{ consortium, organisation: 'hospital', db: life.db, workers: 1, chores: false },
    ledger: network.client(life.db, () => life.deedElsewhere('block')),
  });

const breakGlass = async ({ app }: GatewayInProcess, key: string): Promise<number> => {
  const asked = request(app).post('/v1/emergencies').set({ 'X-Test-Caller': 'nurse', 'Idempotency-Key': key });
  return (await asked.send({ patient: ana, reason: 'ETREAT', text: key })).status;
};

/** Waits until the ledger was told, or the process has died. */
async function toldOrDead(life: MortalProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 1_000 && !life.isDead; attempt += 1) {
    const open = rows(life.db, sql`select id from jobs where state in ('queued', 'running')`);
    const left = await Promise.race([open, life.died.then(() => undefined)]);
    if (left?.length === 0) return !life.isDead;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

it('stands on the ledger and in the journal once, whichever deed the gateway dies after', async () => {
  const { url, db } = await server.fresh();
  let deed = 1;
  for (; deed < MOST_DEEDS; deed += 1) {
    const key = `key-${deed}`;
    const mortal = new MortalProcess(url, deed);
    const first = gatewayOf(mortal);
    const answered = breakGlass(first, key).catch(() => 0);
    const status = await Promise.race([answered, mortal.died.then(() => undefined)]);
    const hasLived = status === 201 && (await toldOrDead(mortal));
    // A dead process stops only when its connections are gone.
    if (hasLived) await first.stop();
    else await endBySuccessor(url, key);
    await mortal.end();
    if (!hasLived) await first.stop();
    const told = await rows<{ session: string; state: string }>(
      db,
      sql`select deed.session, deed.state from emergency_deeds deed where command->>'text' = ${key}`,
    );
    expect(told).toMatchObject([{ state: 'committed' }]);
    const { session } = told[0]!;
    const officer = await contracts.person('hospital', 'gateway');
    expect(await contracts.evaluatePrivate(officer, 'EhrAccess:ReadSession', { session })).toMatchObject({
      ...{ session, isAllowed: true, emergency: { text: key } },
    });
    const journaled = sql`select sequence from journal_entries where body like ${`%${session}%`}`;
    expect(await rows(db, journaled)).toHaveLength(2);
    if (hasLived) break;
  }
  expect(deed).toBeGreaterThan(5);
  expect(deed).toBeLessThan(MOST_DEEDS);
});

async function endBySuccessor(url: string, key: string): Promise<void> {
  const life = new MortalProcess(url);
  await life.db.execute(sql`update jobs set lease_until = now() where lease_until is not null`);
  await life.db.execute(sql`update idempotency_keys set lease_until = now() where status is null`);
  const next = gatewayOf(life);
  let status = 0;
  for (let attempt = 0; attempt < 100 && status !== 201; attempt += 1) status = await breakGlass(next, key);
  expect(status).toBe(201);
  expect(await toldOrDead(life)).toBe(true);
  await next.stop();
  await life.end();
}
