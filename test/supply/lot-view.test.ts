/** What a lot shows of its parts: the transaction under which anybody can find a part's sealing on the chain. */
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

const { gtin } = product;
const LOT = 'SEEN-1';

jest.setTimeout(90_000);

interface Part {
  readonly packs: number;
  readonly isSealed: boolean;
  readonly transactionId?: string;
}

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'pharmacy', 'hospital', 'regulator');
  await drugs.registerProduct();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const partsAt = async (organisation: string, role: string): Promise<Part[]> =>
  ((await drugs.as(organisation, role).get(`/v1/lots/${gtin}/${LOT}`).expect(200)).body as { parts: Part[] }).parts;

it('shows the transaction that sealed each part, the same to its maker and to a pharmacy', async () => {
  const officer = drugs.as('manufacturer', 'release-officer');
  const sealed: string[] = [];
  for (const serials of ['S1\nS2', 'S3']) {
    const begun = await officer
      .post(`/v1/lots?${new URLSearchParams({ gtin, lot: LOT, expiry: '2028-06-30' }).toString()}`)
      .set('Content-Type', 'text/csv')
      .send(`serial\n${serials}\n`);
    const { id } = begun.body as { id: string };
    expect(await drugs.jobEnded('manufacturer', id)).toBe('succeeded');
    const { body } = await officer.get(`/v1/jobs/${id}`).expect(200);
    sealed.push((body as { result: { transactions: { sealed: string } } }).result.transactions.sealed);
  }
  await Promise.all(['manufacturer', 'pharmacy'].map((name) => drugs.of(name).caughtUp()));
  const parts = sealed.map((transactionId, index) => ({ packs: 2 - index, isSealed: true, transactionId }));
  expect(await partsAt('manufacturer', 'release-officer')).toMatchObject(parts);
  expect(await partsAt('pharmacy', 'pharmacist')).toMatchObject(parts);
});
