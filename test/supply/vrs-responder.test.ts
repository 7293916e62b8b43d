/** A maker answers other members' gateways: only for who they are, for what is its own, and not to who guesses. */
import { LedgerError } from '@theriac/domain/ledger';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(60_000);

const { gtin } = product;
const CLINIC = siteOf('clinic');

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'rival');
  await drugs.registerProduct();
  await Promise.all(['manufacturer', 'rival'].map((name) => drugs.of(name).caughtUp()));
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const ask = (sender: string, kind: string, question: object, of = 'manufacturer') =>
  drugs.of(of).gateway.answer(sender, kind, question);
const verification = (requester: string, serial = 'S1') => ({ pack: { gtin, lot: 'L', serial }, requester });

async function codeOf(act: Promise<unknown>): Promise<string | undefined> {
  try {
    await act;
    return undefined;
  } catch (error) {
    if (error instanceof LedgerError) return error.code;
    throw error;
  }
}

it('answers who asks for itself about what is its own', async () => {
  const responder = siteOf('manufacturer');
  expect(await ask('clinic', 'vrs-connectivity', { gtin, requester: CLINIC })).toEqual({ responder });
  expect(await ask('clinic', 'vrs-verification', verification(CLINIC))).toMatchObject({
    responder,
    judgement: { verdict: 'lot-not-known', judgedBy: 'manufacturer' },
  });
  expect(await ask('clinic', 'gtin-directory', { gtin })).toEqual({ responsible: 'manufacturer' });
  expect(await ask('clinic', 'gtin-directory', { gtin: '09521104012344' })).toEqual({});
});

it.each([
  ['for another member’s site', 'clinic', siteOf('pharmacy'), 'manufacturer', 'REQUESTER_NOT_OWN'],
  ['for a site of nobody', 'clinic', '9501101530003', 'manufacturer', 'UNKNOWN_REQUESTER'],
  ['another maker', 'clinic', CLINIC, 'rival', 'GTIN_NOT_IN_DIRECTORY'],
])('refuses who asks %s', async (_, sender, requester, of, code) => {
  expect(await codeOf(ask(sender, 'vrs-connectivity', { gtin, requester }, of))).toBe(code);
  expect(await codeOf(ask(sender, 'vrs-verification', verification(requester), of))).toBe(code);
});

it('ends guessing for one site, whatever its gateway does, and for no other', async () => {
  const hospital = siteOf('hospital');
  const guess = (n: number) => codeOf(ask('hospital', 'vrs-verification', verification(hospital, `G${n}`)));
  const codes = new Set<string | undefined>();
  for (let n = 0; n < 100 && !codes.has('TOO_MANY_REQUESTS'); n += 1) codes.add(await guess(n));
  expect([...codes]).toEqual([undefined, 'TOO_MANY_REQUESTS']);
  expect(await codeOf(ask('clinic', 'vrs-verification', verification(CLINIC)))).toBeUndefined();
});
