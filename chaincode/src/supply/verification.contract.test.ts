import type { Identity } from '@theriac/test-ledger';
import { ConsortiumLedger } from '../fixtures/consortium-ledger';
import { expiry, preparePart, registerTheProduct, registerWhole, scanOf, writePart } from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const part = preparePart(1, 900);
const { registration } = part.command;

let ledger: ConsortiumLedger;
let officer: Identity;
let pharmacist: Identity;

beforeEach(async () => {
  ledger = await ConsortiumLedger.start();
  officer = await ledger.person('manufacturer', 'release-officer');
  pharmacist = await ledger.person('pharmacy', 'pharmacist');
});

afterEach(() => {
  ledger.stop();
});

describe('verifying a pack', () => {
  const verify = async (...packs: readonly unknown[]) =>
    (await ledger.evaluate(pharmacist, 'DrugSupply:VerifyPacks', { packs })) as { readonly verdict: string }[];
  const verdictOf = async (pack: unknown) => (await verify(pack))[0]?.verdict;

  it('knows no product before it is registered, and no lot before that', async () => {
    expect(await verdictOf(scanOf('S1'))).toBe('product-not-in-network');
    await registerTheProduct(ledger);
    expect(await verdictOf(scanOf('S1'))).toBe('lot-not-known');
  });

  it('tells a pack that was registered from one that was not', async () => {
    await registerTheProduct(ledger);
    await registerWhole(ledger, part);
    const hit = { verdict: 'authentic', expiry, part: registration };
    expect(await verify(scanOf('S1', { expiry }))).toMatchObject([hit]);
    expect(await verdictOf(scanOf('S899', { part: registration }))).toBe('authentic');
    expect(await verdictOf(scanOf('S900'))).toBe('unknown-serial');
    expect(await verdictOf(scanOf('s1'))).toBe('unknown-serial');
    expect(await verdictOf(scanOf('S1', { expiry: '2028-07-31' }))).toBe('wrong-expiry');
  });

  it('answers about packs that have nothing in common, in their order', async () => {
    await registerTheProduct(ledger);
    await registerWhole(ledger, part);
    const packs = [
      scanOf('S900'),
      scanOf('S1', { lot: 'OTHER' }),
      scanOf('S2'),
      scanOf('S2', { expiry: '2028-07-31' }),
    ];
    const verdicts = ['unknown-serial', 'lot-not-known', 'authentic', 'wrong-expiry'];
    expect((await verify(...packs)).map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  it.each([
    ['no pack', 0],
    ['a pack too many', 17],
  ])('refuses a question about %s', async (_, count) => {
    const question = verify(...Array.from({ length: count }, () => scanOf('S1')));
    await expect(question).rejects.toMatchObject({ contractMessage: expect.stringContaining('packs') });
  });

  it('waits for the seal before it says that a serial is unknown, and before it says authentic', async () => {
    await registerTheProduct(ledger);
    await writePart(ledger, part);
    expect(await verdictOf(scanOf('S1'))).toBe('still-being-registered');
    await ledger.submit(officer, 'DrugSupply:SealPart', { registration });
    expect(await verdictOf(scanOf('S1'))).toBe('authentic');
    await writePart(ledger, preparePart(2, 3, 1_000));
    expect(await verdictOf(scanOf('S1001'))).toBe('still-being-registered');
    expect(await verdictOf(scanOf('S1'))).toBe('authentic');
  });

  it('looks through every part, whatever the hint', async () => {
    await registerTheProduct(ledger);
    const parts = [1, 2, 3].map((number) => preparePart(number, 3, 1_000 * number));
    for (const one of parts) await registerWhole(ledger, one);
    for (const hint of [undefined, ...parts.map((one) => one.command.registration), 'f'.repeat(32)]) {
      const more = hint === undefined ? {} : { part: hint };
      expect(await verdictOf(scanOf('S3001', more))).toBe('authentic');
      expect(await verdictOf(scanOf('S4001', more))).toBe('unknown-serial');
    }
  });

  it('says expired by the transaction’s time, when the day is over everywhere', async () => {
    await registerTheProduct(ledger);
    await registerWhole(ledger, part);
    ledger.ledger.clock.set(Date.UTC(2028, 6, 1, 11, 59));
    expect(await verdictOf(scanOf('S1'))).toBe('authentic');
    ledger.ledger.clock.set(Date.UTC(2028, 6, 1, 12, 1));
    expect(await verdictOf(scanOf('S1'))).toBe('expired');
  });

  it('forgets a lot that was given up', async () => {
    await registerTheProduct(ledger);
    await writePart(ledger, part);
    await ledger.submit(officer, 'DrugSupply:AbandonPart', { registration });
    expect(await verdictOf(scanOf('S1'))).toBe('lot-not-known');
  });

  it.each([
    ['a digest cut short', { digest: 'ab' }],
    ['a wrong check digit', { gtin: '09506000134353' }],
    ['an unknown field', { serial: 'S1' }],
  ])('refuses %s, and names the field', async (_, fault) => {
    const [field = ''] = Object.keys(fault);
    const question = verify(scanOf('S1', fault));
    await expect(question).rejects.toMatchObject({ contractMessage: expect.stringContaining(field) });
  });
});
