import { CommitError, type Identity } from '@theriac/test-ledger';
import { mspOf, siteOf } from '../fixtures/consortium';
import { codeOf, type ConsortiumLedger, type RequestMore } from '../fixtures/consortium-ledger';
import { placeOf, receive, ship } from '../fixtures/delivery';
import { FIRST_CASE, SECOND_CASE, startWithPackedCases } from '../fixtures/packed-cases';
import { caseOf } from '../fixtures/packing-commands';
import { idOf } from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const [one, two, pallet] = [FIRST_CASE, SECOND_CASE, caseOf(100)];
const ENDORSEMENT_POLICY_FAILURE = 10;

let ledger: ConsortiumLedger;
let officer: Identity;
let clerk: Identity;
let pharmacist: Identity;

beforeEach(async () => {
  ({ ledger, officer, clerk, pharmacist } = await startWithPackedCases());
  await does(officer, 'PackContainers', { sscc: pallet, children: [one, two] });
});

afterEach(() => {
  ledger.stop();
});

const does = (by: Identity, transaction: string, command: object, more: RequestMore = {}) =>
  ledger.submit(by, `DrugSupply:${transaction}`, command, more);
const container = (sscc: string) => ledger.evaluate(officer, 'DrugSupply:ReadContainer', { sscc });

describe('custody', () => {
  it('passes from the maker to the pharmacy, a pallet by one key, and a case of it once it was opened', async () => {
    const shipped = await ship(ledger, officer, 1, [pallet], 'distributor');
    expect(await ship(ledger, officer, 1, [pallet], 'distributor')).toEqual(shipped);
    expect(await codeOf(receive(ledger, pharmacist, 1, [pallet]))).toBe('NOT_RECEIVER');
    const received = await receive(ledger, clerk, 1, [pallet]);
    expect(await receive(ledger, clerk, 1, [pallet])).toEqual(received);
    expect(await container(pallet)).toMatchObject({ holder: placeOf('distributor') });
    expect(await container(one)).toMatchObject({ holder: { organisation: 'manufacturer' }, parent: pallet });

    expect(await codeOf(ship(ledger, clerk, 2, [one], 'pharmacy'))).toBe('CONTAINER_INSIDE');
    await does(clerk, 'OpenContainer', { sscc: pallet });
    expect(await codeOf(ship(ledger, officer, 2, [one], 'pharmacy'))).toBe('NOT_HOLDER');
    await ship(ledger, clerk, 2, [one, two], 'pharmacy');
    await receive(ledger, pharmacist, 2, [one]);
    await does(clerk, 'VoidShipment', { shipment: idOf(2), containers: [two] });
    expect(await container(one)).toMatchObject({ holder: placeOf('pharmacy') });
    expect(await container(two)).toMatchObject({ holder: placeOf('distributor') });
    expect(await codeOf(receive(ledger, pharmacist, 2, [two]))).toBe('CONTAINER_NOT_IN_SHIPMENT');
    expect(await ledger.evaluate(officer, 'DrugSupply:ReadShipment', { shipment: idOf(2) })).toMatchObject({
      containers: [one, two],
      from: placeOf('distributor'),
    });
  });

  it('goes to members and their sites alone', async () => {
    const to = { organisation: 'pharmacy', site: siteOf('hospital') };
    expect(await codeOf(ship(ledger, officer, 1, [pallet], 'pharmacy', { to }))).toBe('INVALID_INPUT');
    expect(await codeOf(ship(ledger, officer, 1, [pallet], 'clinic'))).toBe('INVALID_INPUT');
  });

  it('is changed by nobody without sender or receiver, and afterwards by nobody without the holder', async () => {
    const others = (['rival', 'hospital', 'regulator'] as const).map(mspOf);
    await ship(ledger, officer, 1, [pallet], 'distributor');
    const fails = { code: ENDORSEMENT_POLICY_FAILURE };
    await expect(receive(ledger, clerk, 1, [pallet], { endorsers: others })).rejects.toMatchObject(fails);
    await expect(receive(ledger, clerk, 1, [pallet], { endorsers: others })).rejects.toBeInstanceOf(CommitError);
    await receive(ledger, clerk, 1, [pallet], { endorsers: [mspOf('distributor'), ...others] });

    const open = (endorsers: readonly string[]) => does(clerk, 'OpenContainer', { sscc: pallet }, { endorsers });
    await expect(open([mspOf('manufacturer'), ...others])).rejects.toMatchObject(fails);
    await open([mspOf('distributor'), mspOf('regulator'), mspOf('hospital')]);
    // The case had the maker's policy before it went onto the pallet; now it has none but the channel's.
    await ship(ledger, clerk, 2, [one], 'pharmacy');
    await expect(receive(ledger, pharmacist, 2, [one], { endorsers: others })).rejects.toMatchObject(fails);
  });
});
