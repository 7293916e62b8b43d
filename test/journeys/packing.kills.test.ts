/** A gateway dies after each durable deed of a packing in turn: the next one ends it with every pack in its case, once. */
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { endLeases, settledOrDead } from '../fixtures/deaths-of-gateways';
import { freshKey, type GatewayInProcess, rows, startGateway } from '../fixtures/gateway-in-process';
import { MortalProcess } from '../fixtures/mortal-database';
import { casesOf, packedAs, packedOnLedger, register } from '../fixtures/packed-lots';
import { consortium, product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(600_000);
const { gtin } = product;
const MOST_DEEDS = 100;
/** Packs and registered lots of one run: each death takes a case of its own. */
const LOT = 'DEADLY';
const CASES = 60;

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'distributor', 'pharmacy', 'hospital', 'regulator');
  await drugs.registerProduct();
  await register(drugs, LOT, [...packedAs(all).keys()]);
  await drugs.of('manufacturer').caughtUp();
  // From here on the mortal gateways are the maker's: its own would take their jobs.
  await drugs.of('manufacturer').gateway.stop();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const all = casesOf(LOT, 100, CASES, 3);

it('is packed once, whichever deed the gateway dies after', async () => {
  const { url, db } = drugs.of('manufacturer').database;
  const deaths = new Set<string>();
  let deed = 1;
  for (; deed < MOST_DEEDS; deed += 1) {
    const one = all[deed - 1]!;
    const died = await packDespiteDeath(url, deed, one);
    expect(await rows(db, sql`select problem from jobs where state = 'failed'`)).toEqual([]);
    expect(await packedOnLedger(drugs, db, LOT, one.serials)).toEqual(packedAs([one]));
    const own = await rows(
      db,
      sql`select state, count(*)::int as packs from packed_packs join packings on number = packing
        where sscc = ${one.sscc} group by id, state`,
    );
    expect(own).toEqual([{ state: 'closed', packs: one.serials.length }]);
    const officer = await drugs.contracts.person('manufacturer', 'release-officer');
    expect(await drugs.contracts.evaluate(officer, 'DrugSupply:ReadContainer', { sscc: one.sscc })).toMatchObject({
      contents: [{ lot: LOT, packs: one.serials.length }],
    });
    if (died === undefined) break;
    deaths.add(died);
  }
  // From the request's first row to the job's last: fewer would mean that the instrument counts nothing.
  expect(deed).toBeGreaterThan(15);
  expect(deed).toBeLessThan(MOST_DEEDS);
  expect([...deaths]).toEqual(expect.arrayContaining(['commit', 'block']));
  process.stderr.write(`killed after each of ${deed - 1} durable deeds\n`);
});

/** What the gateway died after; undefined when it lived. */
async function packDespiteDeath(url: string, deed: number, one: (typeof all)[number]): Promise<string | undefined> {
  const key = freshKey();
  const mortal = new MortalProcess(url, deed);
  const gateway = gatewayOf(mortal);
  const answered = send(gateway, one, key).catch(() => 0);
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
    status = await send(next, one, key);
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

async function send({ app }: GatewayInProcess, one: (typeof all)[number], key: string): Promise<number> {
  const { status } = await request(app)
    .post('/v1/packings')
    .set({ 'X-Test-Caller': 'release-officer', 'Idempotency-Key': key })
    .send({ gtin, lot: LOT, containers: [one] });
  return status;
}

function gatewayOf(life: MortalProcess): GatewayInProcess {
  return startGateway({
    // One worker, so that the deeds come in one order; and no chores, whose looks come when they will.
    ...{ consortium, organisation: 'manufacturer', db: life.db, workers: 1, chores: false },
    ledger: drugs.network.client(life.db, () => life.deedElsewhere('block')),
  });
}
