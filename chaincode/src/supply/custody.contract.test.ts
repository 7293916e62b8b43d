import { CommitError, type Identity } from '@theriac/test-ledger';
import { mspOf, siteOf } from '../fixtures/consortium';
import { codeOf, ConsortiumLedger, type RequestMore } from '../fixtures/consortium-ledger';
import { caseOf, packWhole, preparePacking } from '../fixtures/packing-commands';
import { preparePart, registerTheProduct, registerWhole } from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const part = preparePart(1, 30);
const [one, two, pallet] = [caseOf(1), caseOf(2), caseOf(100)];
const ENDORSEMENT_POLICY_FAILURE = 10;

let ledger: ConsortiumLedger;
let officer: Identity;
let clerk: Identity;
let pharmacist: Identity;

beforeEach(async () => {
  ledger = await ConsortiumLedger.start();
  officer = await ledger.person('manufacturer', 'release-officer');
  clerk = await ledger.person('distributor', 'warehouse-clerk');
  pharmacist = await ledger.person('pharmacy', 'pharmacist');
  await registerTheProduct(ledger);
  await registerWhole(ledger, part);
  await packWhole(
    ledger,
    preparePacking(1, part, [
      [one, ['S0', 'S1']],
      [two, ['S2']],
    ]),
  );
  await does(officer, 'PackContainers', { sscc: pallet, children: [one, two] });
});

afterEach(() => {
  ledger.stop();
});

const does = (by: Identity, transaction: string, command: object, more: RequestMore = {}) =>
  ledger.submit(by, `DrugSupply:${transaction}`, command, more);
const container = (sscc: string) => ledger.evaluate(officer, 'DrugSupply:ReadContainer', { sscc });
const placeOf = (member: 'distributor' | 'pharmacy') => ({ organisation: member, site: siteOf(member) });
const shipment = (number: number) => number.toString(16).padStart(32, '0');
const ship = (by: Identity, number: number, containers: readonly string[], to: 'distributor' | 'pharmacy') =>
  does(by, 'ShipContainers', {
    ...{ shipment: shipment(number), containers, to: placeOf(to), expectedAt: '2028-01-01T12:00:00.000Z' },
  });
const receive = (by: Identity, number: number, containers: readonly string[], more: RequestMore = {}) =>
  does(by, 'ReceiveContainers', { shipment: shipment(number), containers }, more);

describe('custody', () => {
  it('passes from the maker to the pharmacy, a pallet by one key, and a case of it once it was opened', async () => {
    const shipped = await ship(officer, 1, [pallet], 'distributor');
    expect(await ship(officer, 1, [pallet], 'distributor')).toEqual(shipped);
    expect(await codeOf(receive(pharmacist, 1, [pallet]))).toBe('NOT_RECEIVER');
    const received = await receive(clerk, 1, [pallet]);
    expect(await receive(clerk, 1, [pallet])).toEqual(received);
    expect(await container(pallet)).toMatchObject({ holder: placeOf('distributor') });
    expect(await container(one)).toMatchObject({ holder: { organisation: 'manufacturer' }, parent: pallet });

    expect(await codeOf(ship(clerk, 2, [one], 'pharmacy'))).toBe('CONTAINER_INSIDE');
    await does(clerk, 'OpenContainer', { sscc: pallet });
    expect(await codeOf(ship(officer, 2, [one], 'pharmacy'))).toBe('NOT_HOLDER');
    await ship(clerk, 2, [one, two], 'pharmacy');
    await receive(pharmacist, 2, [one]);
    await does(clerk, 'VoidShipment', { shipment: shipment(2), containers: [two] });
    expect(await container(one)).toMatchObject({ holder: placeOf('pharmacy') });
    expect(await container(two)).toMatchObject({ holder: placeOf('distributor') });
    expect(await codeOf(receive(pharmacist, 2, [two]))).toBe('CONTAINER_NOT_IN_SHIPMENT');
    expect(await ledger.evaluate(officer, 'DrugSupply:ReadShipment', { shipment: shipment(2) })).toMatchObject({
      containers: [one, two],
      from: placeOf('distributor'),
    });
  });

  it('goes to members and their sites alone', async () => {
    const to = { organisation: 'pharmacy', site: siteOf('hospital') };
    const command = { shipment: shipment(1), containers: [pallet], to, expectedAt: '2028-01-01T12:00:00.000Z' };
    expect(await codeOf(does(officer, 'ShipContainers', command))).toBe('INVALID_INPUT');
    const abroad = { ...command, to: { organisation: 'clinic', site: siteOf('clinic') } };
    expect(await codeOf(does(officer, 'ShipContainers', abroad))).toBe('INVALID_INPUT');
  });

  it('is changed by nobody without sender or receiver, and afterwards by nobody without the holder', async () => {
    const others = (['rival', 'hospital', 'regulator'] as const).map(mspOf);
    await ship(officer, 1, [pallet], 'distributor');
    const fails = { code: ENDORSEMENT_POLICY_FAILURE };
    await expect(receive(clerk, 1, [pallet], { endorsers: others })).rejects.toMatchObject(fails);
    await expect(receive(clerk, 1, [pallet], { endorsers: others })).rejects.toBeInstanceOf(CommitError);
    await receive(clerk, 1, [pallet], { endorsers: [mspOf('distributor'), ...others] });

    const open = (endorsers: readonly string[]) => does(clerk, 'OpenContainer', { sscc: pallet }, { endorsers });
    await expect(open([mspOf('manufacturer'), ...others])).rejects.toMatchObject(fails);
    await open([mspOf('distributor'), mspOf('regulator'), mspOf('hospital')]);
    // The case had the maker's policy before it went onto the pallet; now it has none but the channel's.
    await ship(clerk, 2, [one], 'pharmacy');
    await expect(receive(pharmacist, 2, [one], { endorsers: others })).rejects.toMatchObject(fails);
  });
});
