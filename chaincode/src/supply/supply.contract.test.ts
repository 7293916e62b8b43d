import { compositeKey } from '@theriac/domain/ledger';
import type { Identity, LedgerBlock } from '@theriac/test-ledger';
import { codeOf, ConsortiumLedger } from '../fixtures/consortium-ledger';
import {
  batchOf,
  expiry,
  gtin,
  lot,
  prefix,
  preparePart,
  product,
  registerTheProduct,
  registerWhole,
  scanOf,
  writePart,
} from '../fixtures/supply-commands';

const part = preparePart(1, 900);
const { registration } = part.command;
const first = { registration, batch: 0 };

let ledger: ConsortiumLedger;
let inspector: Identity;
let officer: Identity;
let rival: Identity;
let pharmacist: Identity;

beforeEach(async () => {
  ledger = await ConsortiumLedger.start();
  inspector = await ledger.person('regulator', 'inspector');
  officer = await ledger.person('manufacturer', 'release-officer');
  rival = await ledger.person('rival', 'release-officer');
  pharmacist = await ledger.person('pharmacy', 'pharmacist');
});

afterEach(() => {
  ledger.stop();
});

describe('company prefixes', () => {
  const assign = (command: unknown) => ledger.submit(inspector, 'DrugSupply:AssignCompanyPrefix', command);

  it('are assigned once', async () => {
    const assigned = await assign(prefix);
    expect(assigned).toMatchObject({ type: 'CompanyPrefixAssigned', ...prefix });
    expect(await assign(prefix)).toEqual(assigned);
  });

  it.each([
    ['another organisation’s', { ...prefix, organisation: 'rival' }, 'PREFIX_ALREADY_ASSIGNED'],
    ['one that is longer', { ...prefix, companyPrefix: '950600012' }, 'PREFIX_ALREADY_ASSIGNED'],
    ['one that is shorter', { ...prefix, companyPrefix: '950600' }, 'PREFIX_ALREADY_ASSIGNED'],
    ['a stranger’s', { companyPrefix: '7300000', organisation: 'clinic' }, 'INVALID_INPUT'],
    ['a word', { ...prefix, companyPrefix: 'acme' }, 'INVALID_INPUT'],
  ])('are not assigned when it is %s', async (_, command, code) => {
    await assign(prefix);
    expect(await codeOf(assign(command))).toBe(code);
  });

  it('stand side by side when neither opens the other', async () => {
    await assign(prefix);
    expect(await assign({ companyPrefix: '9506001', organisation: 'rival' })).toMatchObject({ organisation: 'rival' });
  });
});

describe('products', () => {
  const register = (by: Identity, more: object = {}) =>
    ledger.submit(by, 'DrugSupply:RegisterProduct', { ...product, ...more });

  it('are registered once, and read by everybody', async () => {
    await registerTheProduct(ledger);
    expect(await register(officer)).toMatchObject({
      type: 'ProductRegistered',
      ...product,
      organisation: 'manufacturer',
    });
    const read = await ledger.evaluate(pharmacist, 'DrugSupply:ReadProduct', { gtin });
    expect(read).toMatchObject({ ...product, organisation: 'manufacturer' });
  });

  it('belong to whom their prefix belongs to', async () => {
    expect(await codeOf(register(officer))).toBe('PREFIX_NOT_ASSIGNED');
    await registerTheProduct(ledger);
    expect(await codeOf(register(rival))).toBe('PREFIX_NOT_ASSIGNED');
  });

  it('stay what they are', async () => {
    await registerTheProduct(ledger);
    expect(await codeOf(register(officer, { packSize: 56 }))).toBe('PRODUCT_ALREADY_REGISTERED');
    expect(await codeOf(register(officer, { gtin: '09506000134353' }))).toBe('INVALID_INPUT');
  });

  it('are not there before they are registered', async () => {
    expect(await codeOf(ledger.evaluate(pharmacist, 'DrugSupply:ReadProduct', { gtin }))).toBe('PRODUCT_NOT_FOUND');
    expect(await codeOf(ledger.evaluate(pharmacist, 'DrugSupply:ReadLot', { gtin, lot }))).toBe('LOT_NOT_FOUND');
  });
});

describe('a registration', () => {
  const open = (by: Identity, command: unknown = part.command) => ledger.submit(by, 'DrugSupply:RegisterPart', command);
  const write = (by: Identity, transient = batchOf(part, 0), asked: unknown = first) =>
    ledger.submit(by, 'DrugSupply:WritePages', asked, { transient });
  const seal = (by: Identity) => ledger.submit(by, 'DrugSupply:SealPart', { registration });
  const abandon = (by: Identity) => ledger.submit(by, 'DrugSupply:AbandonPart', { registration });

  beforeEach(() => registerTheProduct(ledger));

  it('goes from manifest to seal; every step twice is once', async () => {
    const steps = [() => open(officer), () => write(officer), () => seal(officer)];
    const types: unknown[] = [];
    for (const step of steps) {
      const answer = await step();
      const height = ledger.ledger.height('supply');
      expect(await step()).toEqual(answer);
      const [again] = (await blockAt(height)).transactions;
      expect(again).toMatchObject({ validationCode: 0, writes: [], event: undefined });
      types.push((answer as { type: string }).type);
    }
    expect(types).toEqual(['PartRegistered', 'PagesWritten', 'PartSealed']);
    for (const step of steps) expect(await codeOf(step())).toBeUndefined();
    expect(await ledger.evaluate(pharmacist, 'DrugSupply:ReadLot', { gtin, lot })).toMatchObject({
      expiry,
      maker: 'manufacturer',
      parts: [{ registration, packs: 900, pages: 4, isSealed: true }],
    });
  });

  it('needs a product of its own organisation', async () => {
    expect(await codeOf(open(rival))).toBe('PRODUCT_NOT_OWNED');
    const unknown = { ...part.command, gtin: '09506000134369' };
    expect(await codeOf(open(officer, unknown))).toBe('PRODUCT_NOT_FOUND');
  });

  it('is its maker’s alone', async () => {
    await open(officer);
    for (const act of [write(rival), seal(rival), abandon(rival)]) expect(await codeOf(act)).toBe('PRODUCT_NOT_OWNED');
  });

  it('must have been opened', async () => {
    for (const act of [write(officer), seal(officer), abandon(officer)])
      expect(await codeOf(act)).toBe('PART_NOT_FOUND');
  });

  it('keeps to its manifest', async () => {
    await open(officer);
    const swapped = { ...batchOf(part, 0), 1: part.pages[2] ?? new Uint8Array() };
    expect(await codeOf(write(officer, swapped))).toBe('PAGE_NOT_AS_MANIFEST');
    expect(await codeOf(write(officer, {}))).toBe('INVALID_INPUT');
    expect(await codeOf(write(officer, batchOf(part, 0), { ...first, batch: 1 }))).toBe('INVALID_INPUT');
    expect(await codeOf(seal(officer))).toBe('PART_INCOMPLETE');
    expect(await codeOf(open(officer, { ...preparePart(1, 901).command }))).toBe('PART_ALREADY_REGISTERED');
  });

  it('keeps to its lot’s expiry and secret', async () => {
    await registerWhole(ledger, part);
    const second = preparePart(2, 3, 1_000).command;
    expect(await codeOf(open(officer, { ...second, expiry: '2029-01-01' }))).toBe('LOT_MISMATCH');
    expect(await codeOf(open(officer, { ...second, secretCommitment: 'f'.repeat(64) }))).toBe('LOT_MISMATCH');
    expect(await codeOf(open(officer, second))).toBeUndefined();
  });

  it('ends by being abandoned, and another may begin the lot anew', async () => {
    await writePart(ledger, part);
    const left = await abandon(officer);
    expect(left).toMatchObject({ type: 'PartAbandoned', registration });
    expect(await abandon(officer)).toEqual(left);
    for (const act of [open(officer), write(officer), seal(officer)]) expect(await codeOf(act)).toBe('PART_ABANDONED');
    const second = { ...preparePart(2, 3).command, expiry: '2029-01-01' };
    expect(await open(officer, second)).toMatchObject({ expiry: '2029-01-01' });
  });

  it('is not abandoned once sealed', async () => {
    await registerWhole(ledger, part);
    expect(await codeOf(abandon(officer))).toBe('PART_ALREADY_SEALED');
  });

  it('takes no seventeenth part', async () => {
    for (let number = 1; number <= 16; number += 1) await open(officer, preparePart(number, 2, 10 * number).command);
    expect(await codeOf(open(officer, preparePart(17, 2, 170).command))).toBe('LOT_FULL');
  });

  it('writes its pages side by side without a conflict', async () => {
    const many = preparePart(3, 60_000);
    await open(officer, many.command);
    const batches = await Promise.all(
      [0, 1, 2, 3].map((batch) =>
        write(officer, batchOf(many, batch), { registration: many.command.registration, batch }),
      ),
    );
    expect(batches).toHaveLength(4);
    const { registration: third } = many.command;
    expect(await ledger.submit(officer, 'DrugSupply:SealPart', { registration: third })).toMatchObject({
      packs: 60_000,
    });
  });

  it('writes pages as they are, and says nothing of a pack in events and arguments', async () => {
    await writePart(ledger, part);
    const stored = ledger.ledger.stateOf('supply', compositeKey('page', [registration, '3']));
    expect(stored).toEqual(Buffer.from(part.pages[3] ?? []));
    const block = await blockAt(ledger.ledger.height('supply') - 1n);
    const event = Buffer.from(block.transactions[0]?.event?.payload ?? []).toString();
    expect(JSON.parse(event)).toEqual({ type: 'PagesWritten', version: 1, at: expect.any(String), ...first, pages: 4 });
  });

  async function blockAt(number: bigint): Promise<LedgerBlock> {
    const until = new AbortController();
    for await (const block of ledger.ledger.blocks('supply', number, until.signal)) {
      until.abort();
      return block;
    }
    throw new Error('there is no such block');
  }
});

describe('verifying a pack', () => {
  const verify = async (question: unknown) =>
    (await ledger.evaluate(pharmacist, 'DrugSupply:VerifyPack', question)) as { readonly verdict: string };
  const verdictOf = async (question: unknown) => (await verify(question)).verdict;

  it('knows no product before it is registered, and no lot before that', async () => {
    expect(await verdictOf(scanOf('S1'))).toBe('product-not-in-network');
    await registerTheProduct(ledger);
    expect(await verdictOf(scanOf('S1'))).toBe('lot-not-known');
  });

  it('tells a pack that was registered from one that was not', async () => {
    await registerTheProduct(ledger);
    await registerWhole(ledger, part);
    expect(await verify(scanOf('S1', { expiry }))).toMatchObject({ verdict: 'authentic', expiry, part: registration });
    expect(await verdictOf(scanOf('S899', { part: registration }))).toBe('authentic');
    expect(await verdictOf(scanOf('S900'))).toBe('unknown-serial');
    expect(await verdictOf(scanOf('s1'))).toBe('unknown-serial');
    expect(await verdictOf(scanOf('S1', { expiry: '2028-07-31' }))).toBe('wrong-expiry');
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
    const question = ledger.evaluate(pharmacist, 'DrugSupply:VerifyPack', scanOf('S1', fault));
    await expect(question).rejects.toMatchObject({ contractMessage: expect.stringContaining(field) });
  });
});
