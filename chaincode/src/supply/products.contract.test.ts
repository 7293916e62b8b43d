import type { Identity } from '@theriac/test-ledger';
import { codeOf, ConsortiumLedger } from '../fixtures/consortium-ledger';
import { gtin, lot, prefix, product, registerTheProduct } from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

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
