/** A gateway dies after each durable deed of a capture that packs and ships in turn: the next one ends it, each effect once. */
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { caseEpc, commissioned, documentOf, packEpc, packed, shipped } from '../fixtures/chain-events';
import { endLeases, settledOrDead } from '../fixtures/deaths-of-gateways';
import { freshKey, type GatewayInProcess, rows, startGateway } from '../fixtures/gateway-in-process';
import { MortalProcess } from '../fixtures/mortal-database';
import { caseOf, palletOf } from '../fixtures/packed-lots';
import { consortium, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(900_000);
const MOST_DEEDS = 150;

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'regulator');
  await drugs.registerProduct();
  await drugs.of('manufacturer').caughtUp();
  // From here on the mortal gateways are the maker's: its own would take their jobs.
  await drugs.of('manufacturer').gateway.stop();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

it('is applied once, whichever deed the gateway dies after', async () => {
  const { url, db } = drugs.of('manufacturer').database;
  const deaths = new Set<string>();
  let deed = 1;
  for (; deed < MOST_DEEDS; deed += 1) {
    const [one, pallet] = [caseOf(deed), palletOf(deed)];
    const serials = [`K${deed}.1`, `K${deed}.2`];
    const document = documentOf([
      commissioned(deed, `K${deed}`, serials),
      packed(deed + 1, one, serials.map(packEpc)),
      packed(deed + 2, pallet, [caseEpc(one)]),
      shipped(deed + 3, [pallet], 'distributor'),
    ]);
    const died = await captureDespiteDeath(url, deed, document);
    expect(await rows(db, sql`select problem from jobs where state = 'failed'`)).toEqual([]);
    expect(await rows(db, sql`select event, state, reason from event_applications where state <> 'applied'`)).toEqual(
      [],
    );
    const officer = await drugs.contracts.person('manufacturer', 'release-officer');
    const container = (sscc: string) => drugs.contracts.evaluate(officer, 'DrugSupply:ReadContainer', { sscc });
    expect(await container(one)).toMatchObject({ parent: pallet, contents: [{ lot: `K${deed}`, packs: 2 }] });
    expect(await container(pallet)).toMatchObject({
      children: [one],
      shipment: { to: { organisation: 'distributor', site: siteOf('distributor') } },
    });
    const packings = await rows(db, sql`select id from packings where lot = ${`K${deed}`}`);
    expect(packings).toHaveLength(1);
    if (died === undefined) break;
    deaths.add(died);
  }
  expect(deed).toBeGreaterThan(30);
  expect(deed).toBeLessThan(MOST_DEEDS);
  expect([...deaths]).toEqual(expect.arrayContaining(['commit', 'block']));
  expect(await rows(db, sql`select id from event_exceptions`)).toEqual([]);
  process.stderr.write(`killed after each of ${deed - 1} durable deeds\n`);
});

/** What the gateway died after; undefined when it lived. */
async function captureDespiteDeath(url: string, deed: number, document: string): Promise<string | undefined> {
  const key = freshKey();
  const mortal = new MortalProcess(url, deed);
  const gateway = gatewayOf(mortal);
  const answered = send(gateway, document, key).catch(() => 0);
  const first = await Promise.race([answered, mortal.died.then(() => undefined)]);
  if (first !== undefined && (await settledOrDead(mortal)) === 'settled') {
    expect(first).toBe(202);
    await gateway.stop();
    await mortal.end();
    return undefined;
  }
  const successor = new MortalProcess(url);
  await endLeases(successor);
  const next = gatewayOf(successor);
  // The client asks again until it is answered.
  let status = 0;
  for (let attempt = 0; attempt < 200 && status !== 202; attempt += 1) {
    status = await send(next, document, key);
    if (status !== 202) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(status).toBe(202);
  expect(await settledOrDead(successor)).toBe('settled');
  await next.stop();
  await successor.end();
  await mortal.end();
  await gateway.stop();
  return mortal.deeds.at(-1);
}

async function send({ app }: GatewayInProcess, document: string, key: string): Promise<number> {
  const { status } = await request(app)
    .post('/epcis/capture')
    .set({ 'X-Test-Caller': 'release-officer', 'Content-Type': 'application/json', 'Idempotency-Key': key })
    .send(document);
  return status;
}

function gatewayOf(life: MortalProcess): GatewayInProcess {
  return startGateway({
    // One worker, so that the deeds come in one order; and no chores, whose looks come when they will.
    ...{ consortium, organisation: 'manufacturer', db: life.db, workers: 1, chores: false },
    ledger: drugs.network.client(life.db, () => life.deedElsewhere('block')),
  });
}
