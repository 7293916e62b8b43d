import type { Identity } from '@theriac/test-ledger';
import { mspOf, siteOf } from '../fixtures/consortium';
import { codeOf, type ConsortiumLedger, type RequestMore } from '../fixtures/consortium-ledger';
import { placeOf, receive, ship } from '../fixtures/delivery';
import { FIRST_CASE, SECOND_CASE, startWithPackedCases } from '../fixtures/packed-cases';
import { caseOf } from '../fixtures/packing-commands';
import { idOf, scanOf } from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const [one, two, pallet] = [FIRST_CASE, SECOND_CASE, caseOf(100)];
const abroad = '4012345000009';
const FAILS = { code: 10 };
const STRANGERS = (['rival', 'hospital', 'regulator'] as const).map(mspOf);

let ledger: ConsortiumLedger;
let officer: Identity;
let clerk: Identity;
let pharmacist: Identity;

beforeEach(async () => {
  ({ ledger, officer, clerk, pharmacist } = await startWithPackedCases());
});

afterEach(() => {
  ledger.stop();
});

const does = (by: Identity, transaction: string, command: object, more: RequestMore = {}) =>
  ledger.submit(by, `DrugSupply:${transaction}`, command, more);
const reads = (what: string, question: object) => ledger.evaluate(officer, `DrugSupply:Read${what}`, question);
const container = (sscc: string) => reads('Container', { sscc });
const report = (by: Identity, number: number, more: object) =>
  does(by, 'ReportDiscrepancy', { discrepancy: idOf(number), ...more });
const resolve = (by: Identity, number: number, resolution: string, more: RequestMore = {}) =>
  does(by, 'ResolveDiscrepancy', { discrepancy: idOf(number), resolution }, more);

describe('discrepancies', () => {
  const missing = { kind: 'missing', about: { sscc: two }, shipment: idOf(1) };

  it('leave a missing case on its way until it arrives, or its sender says otherwise', async () => {
    await ship(ledger, officer, 1, [one, two], 'distributor');
    await receive(ledger, clerk, 1, [one]);
    expect(await codeOf(report(pharmacist, 1, missing))).toBe('NOT_RECEIVER');
    const reported = await report(clerk, 1, missing);
    expect(await report(clerk, 1, missing)).toEqual(reported);
    expect(await codeOf(report(clerk, 1, { ...missing, kind: 'damaged' }))).toBe('DISCREPANCY_ALREADY_REPORTED');
    expect(await container(two)).toMatchObject({ holder: placeOf('manufacturer'), shipment: { id: idOf(1) } });

    expect(await codeOf(resolve(clerk, 1, 'received'))).toBe('DISCREPANCY_NOT_SETTLED');
    await receive(ledger, clerk, 1, [two]);
    const resolved = await resolve(clerk, 1, 'received');
    expect(await resolve(clerk, 1, 'received')).toEqual(resolved);
    expect(await codeOf(resolve(officer, 1, 'lost'))).toBe('DISCREPANCY_ALREADY_RESOLVED');
    expect(await reads('Discrepancy', { discrepancy: idOf(1) })).toMatchObject({
      ...{ ...missing, reporter: placeOf('distributor'), counterparty: placeOf('manufacturer'), flags: [] },
      resolved: { as: 'received', by: placeOf('distributor') },
    });
  });

  it('write off a case that both miss, which no two without sender and receiver can, and which may turn up', async () => {
    await ship(ledger, officer, 1, [one, two], 'distributor');
    await report(clerk, 1, missing);
    expect(await codeOf(resolve(clerk, 1, 'lost'))).toBe('NOT_RESOLVER');
    await expect(resolve(officer, 1, 'lost', { endorsers: STRANGERS })).rejects.toMatchObject(FAILS);
    await resolve(officer, 1, 'lost', { endorsers: [mspOf('manufacturer'), mspOf('hospital'), mspOf('regulator')] });
    expect(await container(two)).toMatchObject({ gone: { how: 'lost', discrepancy: idOf(1) } });
    expect(await codeOf(receive(ledger, clerk, 1, [two]))).toBe('CONTAINER_NOT_IN_SHIPMENT');
    expect(await codeOf(ship(ledger, officer, 2, [two], 'pharmacy'))).toBe('CONTAINER_GONE');
    expect(await codeOf(does(officer, 'OpenContainer', { sscc: two }))).toBe('CONTAINER_GONE');

    const surplus = { kind: 'surplus', about: { sscc: two } };
    expect(await report(pharmacist, 2, surplus)).toMatchObject({
      flags: ['gone'],
      counterparty: placeOf('manufacturer'),
    });
    expect(await codeOf(resolve(pharmacist, 2, 'received'))).toBe('DISCREPANCY_NOT_SETTLED');
    await does(pharmacist, 'ReadmitContainers', { readmission: idOf(1), containers: [two], from: abroad });
    await resolve(pharmacist, 2, 'received');
    expect(await container(two)).toMatchObject({ holder: placeOf('pharmacy') });
  });

  it('are told of a case that is missing in a pallet which was received and opened', async () => {
    await does(officer, 'PackContainers', { sscc: pallet, children: [one, two] });
    await ship(ledger, officer, 1, [pallet], 'distributor');
    await receive(ledger, clerk, 1, [pallet]);
    expect(await report(clerk, 1, missing)).toMatchObject({ flags: [] });
    expect(await codeOf(resolve(officer, 1, 'lost'))).toBe('CONTAINER_INSIDE');
    await does(clerk, 'OpenContainer', { sscc: pallet });
    await resolve(officer, 1, 'lost');
    expect(await container(two)).toMatchObject({ holder: placeOf('distributor'), gone: { how: 'lost' } });
  });

  it('settle what is surplus by a shipment made for it', async () => {
    await ship(ledger, officer, 1, [one], 'distributor');
    await receive(ledger, clerk, 1, [one]);
    await report(clerk, 1, { kind: 'surplus', about: { sscc: two }, shipment: idOf(1) });
    expect(await codeOf(resolve(clerk, 1, 'received'))).toBe('DISCREPANCY_NOT_SETTLED');
    await ship(ledger, officer, 2, [two], 'distributor');
    await receive(ledger, clerk, 2, [two]);
    await resolve(clerk, 1, 'received');
  });

  it('are told of single packs by their digests, and flagged when no lot has such a pack', async () => {
    await ship(ledger, officer, 1, [one], 'distributor');
    const { gtin, lot, digest } = scanOf('S1');
    const damaged = { kind: 'damaged', about: { gtin, lot, digest }, shipment: idOf(1) };
    expect(await report(clerk, 1, damaged)).toMatchObject({ flags: [], counterparty: placeOf('manufacturer') });
    const { digest: other } = scanOf('S99');
    const unknown = { kind: 'surplus', about: { gtin, lot, digest: other } };
    expect(await report(pharmacist, 2, unknown)).toMatchObject({
      flags: ['not-known'],
      counterparty: { organisation: 'manufacturer' },
    });
    await resolve(clerk, 1, 'destroyed');
    expect(await codeOf(resolve(officer, 2, 'lost'))).toBe('INVALID_INPUT');
    await resolve(officer, 2, 'returned');
  });

  it('of one shipment are read together, page by page', async () => {
    await ship(ledger, officer, 1, [one, two], 'distributor');
    await report(clerk, 3, missing);
    await report(clerk, 1, { kind: 'damaged', about: { sscc: one }, shipment: idOf(1) });
    await report(clerk, 2, { kind: 'surplus', about: { sscc: pallet } });
    expect(await reads('Discrepancies', { shipment: idOf(1) })).toMatchObject([
      { discrepancy: idOf(1) },
      { discrepancy: idOf(3) },
    ]);
    expect(await reads('Discrepancies', { shipment: idOf(1), after: idOf(1) })).toMatchObject([
      { discrepancy: idOf(3) },
    ]);
    expect(await reads('Discrepancies', { shipment: idOf(2) })).toEqual([]);
  });
});

describe('returns', () => {
  it('go back to whom the goods came from, and say of which shipment', async () => {
    await does(officer, 'PackContainers', { sscc: pallet, children: [one, two] });
    await ship(ledger, officer, 1, [pallet], 'distributor');
    await receive(ledger, clerk, 1, [pallet]);
    await does(clerk, 'OpenContainer', { sscc: pallet });
    await ship(ledger, clerk, 2, [one], 'pharmacy');
    await receive(ledger, pharmacist, 2, [one]);
    expect(await codeOf(ship(ledger, pharmacist, 3, [one], 'manufacturer', { returns: idOf(2) }))).toBe('NOT_A_RETURN');
    expect(await codeOf(ship(ledger, pharmacist, 3, [one], 'distributor', { returns: idOf(9) }))).toBe(
      'SHIPMENT_NOT_FOUND',
    );
    const returned = await ship(ledger, pharmacist, 3, [one], 'distributor', { returns: idOf(2) });
    expect(returned).toMatchObject({ type: 'ContainersShipped', returns: idOf(2) });
    await receive(ledger, clerk, 3, [one]);
    // It came from the maker in a pallet, which it left long before it went to the pharmacy.
    await ship(ledger, clerk, 4, [one], 'manufacturer', { returns: idOf(1) });
    await receive(ledger, officer, 4, [one]);
    expect(await reads('Shipment', { shipment: idOf(4) })).toMatchObject({ returns: idOf(1) });
    expect(await container(one)).toMatchObject({ holder: placeOf('manufacturer') });
  });
});

describe('the border of the network', () => {
  const leave = (by: Identity, containers: readonly string[], more: RequestMore = {}, to = abroad) =>
    does(by, 'LetContainersLeave', { departure: idOf(1), containers, to }, more);
  const readmit = (by: Identity, containers: readonly string[], more: RequestMore = {}) =>
    does(by, 'ReadmitContainers', { readmission: idOf(1), containers, from: abroad }, more);

  it('ends custody for who goes out, by the holder alone, and nobody ships or receives what left', async () => {
    expect(await codeOf(leave(officer, [one], {}, siteOf('hospital')))).toBe('INVALID_INPUT');
    expect(await codeOf(leave(clerk, [one]))).toBe('NOT_HOLDER');
    await ship(ledger, officer, 1, [one], 'distributor');
    await receive(ledger, clerk, 1, [one]);
    await expect(leave(clerk, [one], { endorsers: STRANGERS })).rejects.toMatchObject(FAILS);
    // The clinic is in the consortium and not on this channel: custody ends there as anywhere outside.
    const left = await leave(clerk, [one], {}, siteOf('clinic'));
    expect(await leave(clerk, [one], {}, siteOf('clinic'))).toEqual(left);
    expect(await codeOf(leave(clerk, [two], {}, abroad))).toBe('DEPARTURE_ALREADY_RECORDED');
    expect(await codeOf(ship(ledger, clerk, 2, [one], 'pharmacy'))).toBe('CONTAINER_GONE');
    expect(await codeOf(ship(ledger, pharmacist, 2, [one], 'distributor'))).toBe('NOT_HOLDER');
    expect(await codeOf(receive(ledger, clerk, 1, [one]))).toBe('CONTAINER_NOT_IN_SHIPMENT');
    expect(await reads('Departure', { departure: idOf(1) })).toMatchObject({
      from: placeOf('distributor'),
      containers: [one],
    });
  });

  it('lets back in by the channel’s policy, without who let it leave, and tells that one', async () => {
    await ship(ledger, officer, 1, [one], 'distributor');
    await receive(ledger, clerk, 1, [one]);
    await leave(clerk, [one]);
    await expect(
      readmit(pharmacist, [one], { endorsers: [mspOf('distributor'), mspOf('pharmacy')] }),
    ).rejects.toMatchObject(FAILS);
    const readmitted = await readmit(pharmacist, [one], { endorsers: [mspOf('pharmacy'), ...STRANGERS.slice(1)] });
    const flags = [{ sscc: one, lastHolder: 'distributor' }];
    expect(readmitted).toMatchObject({ holder: placeOf('pharmacy'), from: abroad, flags });
    expect(await readmit(pharmacist, [one])).toEqual(readmitted);
    expect(await reads('Readmission', { readmission: idOf(1) })).toMatchObject({ holder: placeOf('pharmacy'), flags });
    expect(await codeOf(readmit(clerk, [two]))).toBe('READMISSION_ALREADY_RECORDED');

    // It is guarded by who holds it now, as any other.
    const open = (endorsers: readonly string[]) => does(pharmacist, 'OpenContainer', { sscc: one }, { endorsers });
    await expect(open([mspOf('distributor'), ...STRANGERS])).rejects.toMatchObject(FAILS);
    await open([mspOf('pharmacy'), ...STRANGERS]);
  });

  it('lets a case back in without its pallet', async () => {
    await does(officer, 'PackContainers', { sscc: pallet, children: [one, two] });
    await leave(officer, [pallet]);
    await readmit(clerk, [one]);
    expect(await container(one)).toMatchObject({ holder: placeOf('distributor') });
    expect(await container(pallet)).toMatchObject({ gone: { how: 'left' }, children: [two] });
    const again = { readmission: idOf(2), containers: [one], from: abroad };
    expect(await codeOf(does(pharmacist, 'ReadmitContainers', again))).toBe('CONTAINER_NOT_AWAY');
  });
});
