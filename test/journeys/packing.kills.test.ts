/** A gateway dies after each durable deed of a packing in turn: the next one ends it with every pack in its case, once. */
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { endDespiteDeath, killAfterEachDeed } from '../fixtures/deaths-of-gateways';
import { type GatewayInProcess, rows } from '../fixtures/gateway-in-process';
import { casesOf, packedAs, packedOnLedger, register } from '../fixtures/packed-lots';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(600_000);
const { gtin } = product;
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
  await killAfterEachDeed({ above: 15, below: 100 }, async (deed) => {
    const one = all[deed - 1]!;
    const send = (gateway: GatewayInProcess, key: string) => pack(gateway, one, key);
    const died = await endDespiteDeath(drugs, deed, { send, url });
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
    return died;
  });
});

async function pack({ app }: GatewayInProcess, one: (typeof all)[number], key: string): Promise<number> {
  const { status } = await request(app)
    .post('/v1/packings')
    .set({ 'X-Test-Caller': 'release-officer', 'Idempotency-Key': key })
    .send({ gtin, lot: LOT, containers: [one] });
  return status;
}
