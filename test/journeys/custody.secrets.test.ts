/** Lots' secrets travel with custody, and are given to who holds the lot. */
import { sql } from 'drizzle-orm';
import { CustodyJourney } from '../fixtures/custody-journey';
import { rows } from '../fixtures/gateway-in-process';
import { dataMatrix } from '../fixtures/pack-scans';
import { EXPIRY } from '../fixtures/packed-lots';
import { product } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);
const { gtin } = product;

let journey: CustodyJourney;
beforeAll(async () => {
  journey = await CustodyJourney.start();
}, 240_000);
afterAll(() => journey.drugs.stop(), 30_000);

describe('a lot’s secret', () => {
  it('is given to who holds a container of the lot, and to nobody else', async () => {
    const { cases, pallet } = await journey.onPallet('ASK-1', 5);
    const shipment = await journey.ship('manufacturer', 'pharmacy', [pallet]);
    await journey.post('pharmacy', `/v1/shipments/${shipment}/receive`);
    await eventually(
      () => journey.holds('pharmacy', 'ASK-1'),
      (held) => held,
    );
    await journey.drugs.of('pharmacy').caughtUp();
    // As if its seller had not had it.
    const { db } = journey.drugs.of('pharmacy').database;
    await db.execute(sql`delete from lot_secrets where lot = 'ASK-1'`);
    const scan = dataMatrix({ lot: 'ASK-1', expiry: EXPIRY, serial: 'ASK-1.5' });
    const told = { pharmacy: 'authentic', hospital: 'not-in-your-custody' } as const;
    for (const party of ['pharmacy', 'hospital'] as const)
      expect((await journey.at(party).post('/v1/packs/verify').send({ scan })).body).toMatchObject({
        verdict: told[party],
      });
    expect(await rows(db, sql`select "from" from lot_secrets where lot = 'ASK-1'`)).toEqual([{ from: 'manufacturer' }]);
    expect(await journey.holds('hospital', 'ASK-1')).toBe(false);
    const maker = journey.drugs.of('manufacturer').gateway;
    const ask = (sender: string, lot: string, sscc: string) => maker.answer(sender, 'lot-secret', { gtin, lot, sscc });
    const [first = ''] = cases;
    await expect(ask('hospital', 'ASK-1', first)).rejects.toMatchObject({ code: 'NOT_HOLDER' });
    await expect(ask('pharmacy', 'WAY-1', first)).rejects.toMatchObject({ code: 'NOT_HOLDER' });
    await expect(ask('clinic', 'ASK-1', first)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await ask('pharmacy', 'ASK-1', first)).toEqual({ secret: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('that reaches the sender only later goes on to whom it shipped to meanwhile', async () => {
    const { pallet } = await journey.onPallet('ASK-2', 6);
    const shipment = await journey.ship('manufacturer', 'distributor', [pallet]);
    await journey.post('distributor', `/v1/shipments/${shipment}/receive`);
    await eventually(
      () => journey.holds('distributor', 'ASK-2'),
      (held) => held,
    );
    const { db } = journey.drugs.of('distributor').database;
    const [kept] = await rows<{ secret: Buffer }>(db, sql`select secret from lot_secrets where lot = 'ASK-2'`);
    await db.execute(sql`delete from lot_secrets where lot = 'ASK-2'`);
    await journey.ship('distributor', 'hospital', [pallet]);
    await journey.drugs.of('distributor').caughtUp();
    const waiting = () => rows(db, sql`select lot from secrets_to_owe where lot = 'ASK-2'`);
    await eventually(waiting, ({ length }) => length === 1);
    expect(await journey.holds('hospital', 'ASK-2')).toBe(false);
    await db.execute(sql`insert into lot_secrets (gtin, lot, secret, "from")
      values (${gtin}, 'ASK-2', ${kept!.secret}, 'manufacturer')`);
    await eventually(
      () => journey.holds('hospital', 'ASK-2'),
      (held) => held,
    );
    await eventually(waiting, ({ length }) => length === 0);
  });
});
