/** What a pharmacist’s scanner may send that is no scan: refused with field and rule, whatever it is. */
import fc from 'fast-check';
import { dataMatrix } from '../fixtures/pack-scans';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(60_000);

const { gtin } = product;
const LOT = { lot: 'V-2026a', expiry: '2028-06-30' };

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('pharmacy');
  await drugs.registerProduct();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

interface Answer {
  readonly code?: string;
  readonly faults?: readonly { readonly field: string; readonly rule: string }[];
}

async function verify(question: object): Promise<{ status: number; body: Answer }> {
  const { status, body } = await drugs.as('pharmacy', 'pharmacist').post('/v1/packs/verify').send(question);
  return { status, body: body as Answer };
}

describe('what is no scan', () => {
  it.each([
    ['empty', '', 'scan'],
    ['only blanks', '  ', 'scan'],
    ['a number', 5, 'scan'],
    ['too long', '1'.repeat(4_297), 'scan'],
    ['a wrong check digit', dataMatrix({ gtin: '09506000134353', ...LOT, serial: 'S1' }), 'scan (01)'],
    ['an impossible date', dataMatrix({ ...LOT, expiry: '2028-13-30', serial: 'S1' }), 'scan (17)'],
    ['no lot', dataMatrix({ serial: '5' }), 'scan (10)'],
    ['a field twice', `${dataMatrix({ ...LOT, serial: 'S1' })}\u001d21S2`, 'scan (21)'],
    ['another script’s digits', `01${gtin.replace('5', '٥')}21S1`, 'scan'],
    ['a NUL', `01${gtin}21S\u0000`, 'scan'],
    ['half a surrogate', `01${gtin}21S\ud800`, 'scan'],
    ['a link to a file', 'file:///etc/passwd', 'scan'],
  ])('%s is 400, with field and rule', async (_, scan, field) => {
    const { status, body } = await verify({ scan });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(body.faults).toContainEqual({ field, rule: expect.stringMatching(/\w{2}/) });
  });

  it('an unknown field is 400', async () => {
    const asked = { scan: dataMatrix({ ...LOT, serial: 'S1' }), force: true };
    expect(await verify(asked)).toMatchObject({ status: 400 });
  });

  it('whatever it is, it is never our fault', async () => {
    const right = dataMatrix({ ...LOT, serial: 'S1' });
    const broken = fc
      .tuple(fc.nat(right.length), fc.nat(4), fc.string({ unit: 'binary', maxLength: 4 }))
      .map(([at, gone, put]) => right.slice(0, at) + put + right.slice(at + gone));
    const anything = fc.oneof(broken, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.webUrl());
    await fc.assert(
      fc.asyncProperty(anything, async (scan) => {
        const { status, body } = await verify({ scan });
        expect([200, 400]).toContain(status);
        if (status === 400) expect(body.faults?.length).toBeGreaterThan(0);
      }),
      { numRuns: 80 },
    );
  });
});
