import { type Identity, CommitError } from '@theriac/test-ledger';
import { mspOf, OTHER_SHOP, siteOf } from '../fixtures/consortium';
import { codeOf, type ConsortiumLedger, type RequestMore } from '../fixtures/consortium-ledger';
import { deliver, open, ship } from '../fixtures/delivery';
import { FIRST_CASE, SECOND_CASE, startWithPackedCases } from '../fixtures/packed-cases';
import { caseOf } from '../fixtures/packing-commands';
import { product, scanOf } from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const [one, two, pallet, box] = [FIRST_CASE, SECOND_CASE, caseOf(100), caseOf(200, '9521103')];
const salt = (number: number) => new Uint8Array(16).fill(number);

let ledger: ConsortiumLedger;
let pharmacist: Identity;
let secondPharmacist: Identity;
let hospitalPharmacist: Identity;
let clerk: Identity;

/** One case of two packs stands opened at the pharmacy, another is still closed at the distributor; S3 was never packed. */
beforeEach(async () => {
  const cases = await startWithPackedCases();
  ({ ledger, clerk, pharmacist } = cases);
  secondPharmacist = await ledger.stranger('pharmacy', { role: 'pharmacist', site: OTHER_SHOP });
  hospitalPharmacist = await ledger.person('hospital', 'pharmacist');
  await ledger.submit(cases.officer, 'DrugSupply:PackContainers', { sscc: pallet, children: [one, two] });
  await deliver(ledger, 1, [pallet], 'manufacturer', 'distributor');
  await open(ledger, 'distributor', [pallet]);
  await deliver(ledger, 2, [one], 'distributor', 'pharmacy');
  await open(ledger, 'pharmacy', [one]);
});

afterEach(() => {
  ledger.stop();
});

const act = (by: Identity, transaction: string, serial: string, more: object = {}, request: RequestMore = {}) =>
  ledger.submit(by, `DrugSupply:${transaction}`, scanOf(serial, more as Record<string, unknown>), {
    transient: { salt: salt(1) },
    ...request,
  });
const supply = (by: Identity, serial: string, request: RequestMore = {}) =>
  act(by, 'SupplyPack', serial, { handedOver: false }, request);
const verdictOf = async (serial: string, by: Identity = pharmacist) => {
  const verdicts = await ledger.evaluate(by, 'DrugSupply:VerifyPacks', { packs: [scanOf(serial)] });
  return (verdicts as readonly unknown[])[0];
};

describe('verifying a pack', () => {
  it('walks up to who has it, through opened and closed containers', async () => {
    expect(await verdictOf('S0')).toMatchObject({ custody: 'yours', site: siteOf('pharmacy'), container: one });
    expect(await verdictOf('S0', clerk)).toMatchObject({ verdict: 'authentic', custody: 'elsewhere' });
    expect(await verdictOf('S2', clerk)).toMatchObject({ custody: 'yours', container: two });
    expect(await verdictOf('S3')).toMatchObject({ verdict: 'authentic', custody: 'elsewhere' });
    await ship(ledger, clerk, 3, [two], 'pharmacy');
    expect(await verdictOf('S2')).toMatchObject({ custody: 'on-its-way-to-you' });
    expect(await verdictOf('S2', clerk)).toMatchObject({ custody: 'elsewhere' });
  });
});

describe('supplying a pack', () => {
  it('is once, by who has it, and shows at once', async () => {
    expect(await codeOf(supply(hospitalPharmacist, 'S0'))).toBe('NOT_HOLDER');
    expect(await codeOf(supply(pharmacist, 'S2'))).toBe('NOT_HOLDER');
    expect(await codeOf(supply(pharmacist, 'S3'))).toBe('NOT_HOLDER');
    expect(await codeOf(supply(pharmacist, 'S900'))).toBe('PACK_NOT_FOUND');
    const first = await supply(pharmacist, 'S0');
    expect(await supply(pharmacist, 'S0')).toEqual(first);
    expect(await codeOf(supply(secondPharmacist, 'S0'))).toBe('PACK_ALREADY_SUPPLIED');
    expect(await verdictOf('S0')).toMatchObject({ verdict: 'already-supplied-elsewhere', since: expect.any(String) });
    expect(await verdictOf('S1')).toMatchObject({ verdict: 'authentic' });
  });

  it('stands once when two shops do it at the same moment', async () => {
    const acts = [supply(pharmacist, 'S0'), supply(secondPharmacist, 'S0', { transient: { salt: salt(2) } })];
    const outcomes = await Promise.allSettled(acts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await codeOf(supply(pharmacist, 'S0', { transient: { salt: salt(9) } }))).toBe('PACK_ALREADY_SUPPLIED');
  });

  it('asks for the salt, and takes no other’s for an undo', async () => {
    expect(await codeOf(supply(pharmacist, 'S0', { transient: {} }))).toBe('INVALID_INPUT');
    await supply(pharmacist, 'S0');
    expect(await codeOf(act(secondPharmacist, 'UndoPack', 'S0'))).toBe('PACK_NOT_UNDOABLE');
    expect(await codeOf(act(pharmacist, 'UndoPack', 'S0', {}, { transient: { salt: salt(2) } }))).toBe(
      'PACK_NOT_UNDOABLE',
    );
    await act(pharmacist, 'UndoPack', 'S0');
    expect(await verdictOf('S0')).toMatchObject({ verdict: 'authentic' });
    await act(pharmacist, 'SupplyPack', 'S0', { handedOver: true });
    expect(await codeOf(act(pharmacist, 'UndoPack', 'S0'))).toBe('PACK_NOT_UNDOABLE');
  });

  it('is changed afterwards by nobody without its supplier', async () => {
    await supply(pharmacist, 'S0');
    const others = (['manufacturer', 'hospital', 'regulator', 'distributor'] as const).map(mspOf);
    const undo = act(pharmacist, 'UndoPack', 'S0', {}, { transient: { salt: salt(1) }, endorsers: others });
    await expect(undo).rejects.toBeInstanceOf(CommitError);
    expect(await verdictOf('S0')).toMatchObject({ verdict: 'already-supplied-elsewhere' });
  });

  it('is of so many units once the pack is opened', async () => {
    const fill = (number: number, units: number) =>
      act(pharmacist, 'OpenPack', 'S1', { units, fill: String(number).repeat(32) });
    expect(await fill(1, 20)).toMatchObject({ left: product.packSize - 20 });
    expect(await fill(1, 20)).toMatchObject({ left: product.packSize - 20 });
    expect(await verdictOf('S1')).toMatchObject({ left: product.packSize - 20 });
    expect(await codeOf(fill(2, 20))).toBe('UNITS_EXCEEDED');
    expect(await fill(3, 8)).toMatchObject({ left: 0 });
  });

  it('that happened all the same is recorded, with what was wrong', async () => {
    const report = (serial: string) => act(hospitalPharmacist, 'ReportHandOver', serial);
    expect(await report('S0')).toMatchObject({ flags: ['not-holder'] });
    expect(await report('S900')).toMatchObject({ flags: ['unknown-serial'] });
    expect(await verdictOf('S0')).toMatchObject({ verdict: 'already-supplied-elsewhere' });
  });
});

describe('packs that leave the stock otherwise', () => {
  it('are destroyed one by one, or with their case', async () => {
    await act(pharmacist, 'DecommissionPack', 'S0', { state: 'destroyed' });
    expect(await verdictOf('S0')).toMatchObject({ verdict: 'destroyed' });
    const change = (transaction: string, more: object = {}) =>
      ledger.submit(clerk, `DrugSupply:${transaction}`, { sscc: two, ...more }, { transient: { salt: salt(4) } });
    await change('ChangeContainerStatus', { state: 'locked' });
    expect(await verdictOf('S2')).toMatchObject({ verdict: 'locked' });
    expect(await codeOf(ledger.submit(clerk, 'DrugSupply:OpenContainer', { sscc: two }))).toBe('CONTAINER_NOT_ACTIVE');
    await change('UndoContainer');
    expect(await verdictOf('S2')).toMatchObject({ verdict: 'authentic' });
  });
});

describe('single packs', () => {
  it('go into a container of who has them, travel in it, and belong to who received it', async () => {
    const prefix = { companyPrefix: '9521103', organisation: 'pharmacy' };
    await ledger.submit(await ledger.person('regulator', 'inspector'), 'DrugSupply:AssignCompanyPrefix', prefix);
    const packs = [scanOf('S0'), scanOf('S1')];
    await ledger.submit(pharmacist, 'DrugSupply:PackPacks', { sscc: box, packs });
    expect(
      await codeOf(ledger.submit(pharmacist, 'DrugSupply:PackPacks', { sscc: caseOf(201, '9521103'), packs })),
    ).toBe('PACK_ALREADY_PACKED');
    await ledger.submit(pharmacist, 'DrugSupply:UnpackPacks', { sscc: box, packs: [scanOf('S1')] });
    expect(await verdictOf('S1')).toMatchObject({ custody: 'yours' });
    await deliver(ledger, 5, [box], 'pharmacy', 'hospital');
    expect(await verdictOf('S0', hospitalPharmacist)).toMatchObject({ custody: 'yours', container: box });
    expect(await codeOf(supply(pharmacist, 'S0'))).toBe('NOT_HOLDER');
    // The pharmacy had its say while the pack was its own; what is in a container needs nobody's but the channel's.
    const endorsers = (['hospital', 'manufacturer', 'regulator'] as const).map(mspOf);
    await supply(hospitalPharmacist, 'S0', { endorsers });
    await supply(pharmacist, 'S1');
  });
});
