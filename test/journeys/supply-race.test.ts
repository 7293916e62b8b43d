/** Two shops of the pharmacy, and the hospital’s pharmacy, supply the same packs at the same moment. */
import { CustodyJourney } from '../fixtures/custody-journey';
import { dataMatrix } from '../fixtures/pack-scans';
import { casesOf, EXPIRY, registerPacked } from '../fixtures/packed-lots';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);
const PACKS = 50;
const LOT = 'RACE-1';
const CASE_NUMBER = 700;

let journey: CustodyJourney;
beforeAll(async () => {
  journey = await CustodyJourney.start();
  const cases = casesOf(LOT, CASE_NUMBER, 1, PACKS);
  const { sscc } = cases[0]!;
  await registerPacked(journey.drugs, LOT, cases, { secretTo: 'regulator' });
  const shipment = await journey.ship('manufacturer', 'pharmacy', [sscc]);
  expect(await journey.post('pharmacy', `/v1/shipments/${shipment}/receive`)).toMatchObject({ status: 200 });
  await journey.at('pharmacy').post(`/v1/containers/${sscc}/open`).expect(200);
  await eventually(
    () => journey.holds('pharmacy', LOT),
    (held) => held,
  );
}, 240_000);
afterAll(() => journey.drugs.stop(), 30_000);

const SHOPS = ['pharmacist', 'second-pharmacist'] as const;

async function post(organisation: string, person: string, path: string, scan: string) {
  const { status, body } = await journey.drugs.as(organisation, person).post(path).send({ scan });
  return { status, body: body as { code?: string; detail?: string; changedAt?: string; verdict?: string } };
}

it(`is one supply of each of ${PACKS} packs, and the other shop learns where and when`, async () => {
  const winners: number[] = [];
  for (let pack = 0; pack < PACKS; pack += 1) {
    const scan = dataMatrix({ lot: LOT, expiry: EXPIRY, serial: `${LOT}.${pack}` });
    const supply = (organisation: string, person: string) => post(organisation, person, '/v1/packs/supply', scan);
    const [hospital, ...shops] = await Promise.all([
      supply('hospital', 'pharmacist'),
      // Who is asked first takes turns.
      ...(pack % 2 === 0 ? SHOPS : [...SHOPS].reverse()).map((shop) => supply('pharmacy', shop)),
    ]);
    if (pack % 2 === 1) shops.reverse();
    const won = shops.findIndex(({ status }) => status === 200);
    expect({ pack, won: shops[won], lost: shops[1 - won], hospital }).toMatchObject({
      won: { status: 200 },
      lost: { status: 409, body: { code: 'PACK_ALREADY_SUPPLIED' } },
      hospital: { body: { code: 'NOT_HOLDER' } },
    });
    expect(shops[1 - won]!.body.detail).toContain(shops[won]!.body.changedAt!.slice(0, 10));
    const verify = (shop: number) => post('pharmacy', SHOPS[shop]!, '/v1/packs/verify', scan);
    expect((await verify(won)).body).toMatchObject({ verdict: 'already-supplied-here' });
    expect((await verify(1 - won)).body).toMatchObject({ verdict: 'already-supplied-elsewhere' });
    winners.push(won);
  }
  // Were it always the same one, they would not have raced.
  expect(new Set(winners).size).toBe(2);
});
