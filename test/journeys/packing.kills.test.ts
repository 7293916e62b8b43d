/** A gateway dies after each durable deed of a packing in turn: the next one ends it with every pack in its case, once, or in none. */
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { codeOf } from '../../chaincode/src/fixtures/consortium-ledger';
import { endDespiteDeath, killAfterEachDeed } from '../fixtures/deaths-of-gateways';
import { type GatewayInProcess, rows } from '../fixtures/gateway-in-process';
import { caseOf, casesOf, pack, packedAs, packedOnLedger, register } from '../fixtures/packed-lots';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(600_000);
const { gtin } = product;
/** Packs and registered lots of one run: each death takes a case of its own. */
const LOT = 'DEADLY';
const CASES = 60;
/** New cases of packings that are refused, since some of their packs go into a case that is open. */
const REFUSED = 60;

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'distributor', 'pharmacy', 'hospital', 'regulator');
  await drugs.registerProduct();
  await register(drugs, LOT, ['OPEN', ...packedAs([...all, ...refused]).keys()]);
  await pack(drugs, LOT, [{ sscc: open, serials: ['OPEN'] }]);
  const officer = await drugs.contracts.person('manufacturer', 'release-officer');
  await drugs.contracts.submit(officer, 'DrugSupply:OpenContainer', { sscc: open });
  await drugs.of('manufacturer').caughtUp();
  // As before its block arrives: otherwise the request is refused.
  const { db } = drugs.of('manufacturer').database;
  await db.execute(sql`delete from containers where sscc = ${open}`);
  // From here on the mortal gateways are the maker's: its own would take their jobs.
  await drugs.of('manufacturer').gateway.stop();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const all = casesOf(LOT, 100, CASES, 3);
const refused = casesOf(`${LOT}-R`, 200, REFUSED, 3);
const open = caseOf(300);

it('is packed once, whichever deed the gateway dies after', async () => {
  const { url, db } = drugs.of('manufacturer').database;
  await killAfterEachDeed({ above: 15, below: 100 }, async (deed) => {
    const one = all[deed - 1]!;
    const send = (gateway: GatewayInProcess, key: string) => order(gateway, [one], key);
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

it('is abandoned whole when the ledger refuses it, whichever deed the gateway dies after', async () => {
  const { url, db } = drugs.of('manufacturer').database;
  const officer = await drugs.contracts.person('manufacturer', 'release-officer');
  await killAfterEachDeed({ above: 15, below: REFUSED }, async (deed) => {
    const one = refused[deed - 1]!;
    const [first = '', ...others] = one.serials;
    const into = [
      { sscc: one.sscc, serials: others },
      { sscc: open, serials: [first] },
    ];
    const send = (gateway: GatewayInProcess, key: string) => order(gateway, into, key);
    const died = await endDespiteDeath(drugs, deed, { send, url });
    const [job] = await rows<{ state: string; problem: { code: string } }>(
      db,
      sql`select state, problem from jobs where id = (select job from packings order by number desc limit 1)`,
    );
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'CONTAINER_OPENED' } });
    const places = await packedOnLedger(drugs, db, LOT, one.serials);
    expect([...places.values()]).toEqual(one.serials.map(() => undefined));
    const read = drugs.contracts.evaluate(officer, 'DrugSupply:ReadContainer', { sscc: one.sscc });
    expect(await codeOf(read)).toBe('CONTAINER_NOT_FOUND');
    expect(await rows(db, sql`select 1 from packed_packs where serial in (${first}, ${others[0]})`)).toEqual([]);
    return died;
  });
});

async function order({ app }: GatewayInProcess, containers: typeof all, key: string): Promise<number> {
  const { status } = await request(app)
    .post('/v1/packings')
    .set({ 'X-Test-Caller': 'release-officer', 'Idempotency-Key': key })
    .send({ gtin, lot: LOT, containers });
  return status;
}
