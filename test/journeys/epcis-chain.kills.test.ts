/** A gateway dies after each durable deed of a capture that packs and ships in turn: the next one ends it, each effect once. */
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { caseEpc, commissioned, documentOf, packEpc, packed, shipped } from '../fixtures/chain-events';
import { endDespiteDeath, killAfterEachDeed } from '../fixtures/deaths-of-gateways';
import { type GatewayInProcess, rows } from '../fixtures/gateway-in-process';
import { caseOf, palletOf } from '../fixtures/packed-lots';
import { SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(900_000);

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
  await killAfterEachDeed({ above: 30, below: 150 }, async (deed) => {
    const [one, pallet] = [caseOf(deed), palletOf(deed)];
    const serials = [`K${deed}.1`, `K${deed}.2`];
    const document = documentOf([
      commissioned(deed, `K${deed}`, serials),
      packed(deed + 1, one, serials.map(packEpc)),
      packed(deed + 2, pallet, [caseEpc(one)]),
      shipped(deed + 3, [pallet], 'distributor'),
    ]);
    const send = (gateway: GatewayInProcess, key: string) => capture(gateway, document, key);
    const died = await endDespiteDeath(drugs, deed, { send, url });
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
    return died;
  });
  expect(await rows(db, sql`select id from event_exceptions`)).toEqual([]);
});

async function capture({ app }: GatewayInProcess, document: string, key: string): Promise<number> {
  const { status } = await request(app)
    .post('/epcis/capture')
    .set({ 'X-Test-Caller': 'release-officer', 'Content-Type': 'application/json', 'Idempotency-Key': key })
    .send(document);
  return status;
}
