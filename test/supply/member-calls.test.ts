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

/** What was told, and refused, until something was refused for too many guesses. */
async function guessing(guess: (nth: number) => Promise<unknown>): Promise<(string | undefined)[]> {
  const codes = new Set<string | undefined>();
  for (let n = 0; n < 100 && !codes.has('TOO_MANY_REQUESTS'); n += 1) codes.add(await codeOf(guess(n)));
  return [...codes];
}

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
  const told = await guessing((n) => ask('hospital', 'vrs-verification', verification(hospital, `G${n}`)));
  expect(told).toEqual([undefined, 'TOO_MANY_REQUESTS']);
  expect(await codeOf(ask('clinic', 'vrs-verification', verification(CLINIC)))).toBeUndefined();
});

describe('another member’s gateway that guesses serials', () => {
  const path = `/v1/lots?${new URLSearchParams({ gtin, lot: 'L', expiry: '2029-12-31' }).toString()}`;
  const judgement = (sender: string, serial: string) => ask(sender, 'pack-judgement', { gtin, lot: 'L', serial });
  const digest = (sender: string, serial: string) => ask(sender, 'pack-digest', { gtin, lot: 'L', serial });

  beforeAll(async () => {
    const officer = drugs.as('manufacturer', 'release-officer');
    const { body } = await officer.post(path).set('Content-Type', 'text/csv').send('serial\nS1\n').expect(202);
    await drugs.jobEnded('manufacturer', (body as { id: string }).id);
    await drugs.of('manufacturer').caughtUp();
  });

  it.each([
    ['verdicts', judgement],
    ['digests', digest],
  ])('is told no more %s after a while, right or wrong; others are', async (_, guess) => {
    for (let n = 0; n < 100; n += 1) await guess('pharmacy', 'S1');
    expect(await guessing((n) => guess('pharmacy', `G${n}`))).toEqual([undefined, 'TOO_MANY_REQUESTS']);
    expect(await codeOf(guess('pharmacy', 'S1'))).toBe('TOO_MANY_REQUESTS');
    expect(await codeOf(guess('hospital', 'S1'))).toBeUndefined();
  });
});
