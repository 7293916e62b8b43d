import type { Identity } from '@theriac/test-ledger';
import { codeOf, ConsortiumLedger } from '../fixtures/consortium-ledger';
import { caseOf, packingBatchOf, packWhole, preparePacking } from '../fixtures/packing-commands';
import {
  gtin,
  lot,
  preparePart,
  registerTheProduct,
  registerWhole,
  scanOf,
  writePart,
} from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const part = preparePart(1, 900);
const [one, two, three] = [caseOf(1), caseOf(2), caseOf(3)];
const filled = [
  [one, ['S0', 'S1', 'S2', 'S3']],
  [two, ['S10', 'S11']],
] as const;
const prepared = preparePacking(1, part, filled);
const { packing } = prepared.command;
const batch = { packing, batch: 0 };

let ledger: ConsortiumLedger;
let officer: Identity;
let rival: Identity;

beforeEach(async () => {
  ledger = await ConsortiumLedger.start();
  officer = await ledger.person('manufacturer', 'release-officer');
  rival = await ledger.person('rival', 'release-officer');
  await registerTheProduct(ledger);
});

afterEach(() => {
  ledger.stop();
});

const open = (by: Identity, of = prepared) =>
  ledger.submit(by, 'DrugSupply:OpenPacking', of.command, { transient: { list: of.list } });
const claim = (by: Identity) => ledger.submit(by, 'DrugSupply:ClaimContainers', batch);
const write = (by: Identity, of = prepared, transient = packingBatchOf(of, 0)) =>
  ledger.submit(by, 'DrugSupply:WritePackingPages', { packing: of.command.packing, batch: 0 }, { transient });
const close = (by: Identity) => ledger.submit(by, 'DrugSupply:ClosePacking', { packing });
const container = (sscc: string) => ledger.evaluate(officer, 'DrugSupply:ReadContainer', { sscc });

describe('a packing', () => {
  it('goes from list to close; every step twice is once', async () => {
    await registerWhole(ledger, part);
    const steps = [open, claim, write, close];
    const types: unknown[] = [];
    for (const step of steps) {
      const answer = await step(officer);
      expect(await step(officer)).toEqual(answer);
      types.push((answer as { type: string }).type);
    }
    expect(types).toEqual(['PackingOpened', 'ContainersClaimed', 'PackingPagesWritten', 'PackingClosed']);
    for (const step of steps) expect(await codeOf(step(officer))).toBeUndefined();
    expect(await container(one)).toMatchObject({
      sscc: one,
      holder: { organisation: 'manufacturer' },
      contents: [{ packing, gtin, lot, packs: 4 }],
    });
    expect(await codeOf(container(three))).toBe('CONTAINER_NOT_FOUND');
  });

  it('needs a sealed part, its list, and its containers before its pages', async () => {
    await writePart(ledger, part);
    expect(await codeOf(open(officer))).toBe('PART_INCOMPLETE');
    await ledger.submit(officer, 'DrugSupply:SealPart', { registration: part.command.registration });
    expect(await codeOf(ledger.submit(officer, 'DrugSupply:OpenPacking', prepared.command))).toBe('INVALID_INPUT');
    for (const step of [claim, write, close]) expect(await codeOf(step(officer))).toBe('PACKING_NOT_FOUND');
    await open(officer);
    expect(await codeOf(write(officer))).toBe('PACKING_NOT_CLAIMED');
    expect(await codeOf(close(officer))).toBe('PACKING_INCOMPLETE');
  });

  it('is its maker’s alone', async () => {
    await registerWhole(ledger, part);
    expect(await codeOf(open(rival))).toBe('PRODUCT_NOT_OWNED');
    await open(officer);
    for (const step of [claim, write, close]) expect(await codeOf(step(rival))).toBe('PRODUCT_NOT_OWNED');
  });

  it('fills containers of its own company prefix', async () => {
    await registerWhole(ledger, part);
    await open(officer, preparePacking(1, part, [[caseOf(1, '7300000'), ['S0']]]));
    expect(await codeOf(claim(officer))).toBe('PREFIX_NOT_ASSIGNED');
  });

  it('puts no pack into a second container, and one container’s packs may come from two parts', async () => {
    await registerWhole(ledger, part);
    await packWhole(ledger, prepared);
    const again = preparePacking(2, part, [[three, ['S0', 'S20']]]);
    await open(officer, again);
    await ledger.submit(officer, 'DrugSupply:ClaimContainers', { ...batch, packing: again.command.packing });
    expect(await codeOf(write(officer, again))).toBe('PACK_ALREADY_PACKED');

    await packWhole(ledger, preparePacking(3, part, [[one, ['S30']]], filled));
    const more = preparePart(2, 3, 1_000);
    await registerWhole(ledger, more);
    await packWhole(ledger, preparePacking(4, more, [[one, ['S1000', 'S1002']]]));
    expect(await container(one)).toMatchObject({ contents: [{ packs: 4 }, { packs: 1 }, { packs: 2 }] });
  });
});

describe('an abandoned packing', () => {
  const abandon = (by: Identity, of = prepared, from = 0) =>
    ledger.submit(by, 'DrugSupply:AbandonPacking', { packing: of.command.packing, batch: from });
  const placesOf = async (...serials: readonly string[]) => {
    const packs = serials.map((serial) => scanOf(serial));
    const told = await ledger.evaluate(officer, 'DrugSupply:VerifyPacks', { packs });
    return (told as { verdict: string; container?: string }[]).map(({ verdict, container: of }) => of ?? verdict);
  };

  it('never was: packs and containers may be packed by the next, and its id stays used; every step twice is once', async () => {
    await registerWhole(ledger, part);
    for (const step of [open, claim, write]) await step(officer);
    expect(await placesOf('S0', 'S10', 'S20')).toEqual([one, two, 'authentic']);

    const pages = await abandon(officer);
    expect(pages).toMatchObject({ type: 'PackingAbandoned', batch: 0, batches: 2, packs: 6, containers: 0 });
    expect(await abandon(officer)).toEqual(pages);
    expect(await placesOf('S0', 'S10', 'S20')).toEqual(['authentic', 'authentic', 'authentic']);
    expect(await codeOf(ledger.submit(officer, 'DrugSupply:OpenContainer', { sscc: one }))).toBe(
      'CONTAINER_NOT_FILLED',
    );

    const containers = await abandon(officer, prepared, 1);
    expect(containers).toMatchObject({ batch: 1, batches: 2, packs: 0, containers: 2 });
    expect(await abandon(officer, prepared, 1)).toEqual(containers);
    for (const sscc of [one, two]) expect(await codeOf(container(sscc))).toBe('CONTAINER_NOT_FOUND');
    for (const step of [open, claim, write, close]) expect(await codeOf(step(officer))).toBe('PACKING_ABANDONED');
    expect(await codeOf(abandon(officer, prepared, 2))).toBe('INVALID_INPUT');

    const next = [
      [two, ['S0', 'S1']],
      [one, ['S10']],
    ] as const;
    await packWhole(ledger, preparePacking(2, part, next));
    expect(await placesOf('S0', 'S10', 'S11')).toEqual([two, one, 'authentic']);
    expect(await container(one)).toMatchObject({ contents: [{ packs: 1 }] });
  });

  it('leaves what another packing of the same part put into the same container', async () => {
    await registerWhole(ledger, part);
    const before = [[one, ['S30', 'S31']]] as const;
    await packWhole(ledger, preparePacking(9, part, before));
    const more = preparePacking(1, part, filled, before);
    await open(officer, more);
    await claim(officer);
    await write(officer, more);
    for (const from of [0, 1]) await abandon(officer, more, from);
    expect(await placesOf('S0', 'S30', 'S31')).toEqual(['authentic', one, one]);
    expect(await container(one)).toMatchObject({ contents: [{ packs: 2 }] });
    expect(await codeOf(container(two))).toBe('CONTAINER_NOT_FOUND');
    await ledger.submit(officer, 'DrugSupply:OpenContainer', { sscc: one });
  });

  it('is its maker’s alone, may have claimed nothing, and is refused once it is closed', async () => {
    expect(await codeOf(abandon(officer))).toBe('PACKING_NOT_FOUND');
    await registerWhole(ledger, part);
    await open(officer);
    expect(await codeOf(abandon(rival))).toBe('PRODUCT_NOT_OWNED');
    expect(await abandon(officer)).toMatchObject({ batches: 1, packs: 0, containers: 0 });
    const next = preparePacking(2, part, filled);
    await packWhole(ledger, next);
    expect(await codeOf(abandon(officer, next))).toBe('PACKING_ALREADY_CLOSED');
  });
});

describe('containers', () => {
  const pallet = caseOf(100);
  const does = (transaction: string, command: object, by = officer) =>
    ledger.submit(by, `DrugSupply:${transaction}`, command);

  it('go into one another, come out, and stand by themselves when what they lie in is opened', async () => {
    await registerWhole(ledger, part);
    await open(officer);
    await claim(officer);
    const both = { sscc: pallet, children: [one, two] };
    expect(await codeOf(does('PackContainers', both))).toBe('CONTAINER_NOT_FILLED');
    await write(officer);
    const salt = { transient: { salt: new Uint8Array(16) } };
    const lock = ledger.submit(officer, 'DrugSupply:ChangeContainerStatus', { sscc: one, state: 'locked' }, salt);
    expect(await codeOf(lock)).toBe('CONTAINER_NOT_FILLED');
    expect(await codeOf(does('OpenContainer', { sscc: one }))).toBe('CONTAINER_NOT_FILLED');
    expect(await codeOf(does('UnpackPacks', { sscc: one, packs: [scanOf('S0')] }))).toBe('CONTAINER_NOT_FILLED');
    await close(officer);

    const packed = await does('PackContainers', both);
    expect(await does('PackContainers', both)).toEqual(packed);
    expect(await container(pallet)).toMatchObject({ children: [one, two], depth: 2, contents: [] });
    expect(await codeOf(does('PackContainers', { sscc: three, children: [one] }))).toBe('CONTAINER_INSIDE');
    expect(await codeOf(does('OpenContainer', { sscc: one }))).toBe('CONTAINER_INSIDE');

    const out = { sscc: pallet, children: [two] };
    const unpacked = await does('UnpackContainers', out);
    expect(await does('UnpackContainers', out)).toEqual(unpacked);
    expect(await container(pallet)).toMatchObject({ children: [one] });
    expect(await codeOf(does('OpenContainer', { sscc: two }, rival))).toBe('NOT_HOLDER');

    const opened = await does('OpenContainer', { sscc: pallet });
    expect(await does('OpenContainer', { sscc: pallet })).toEqual(opened);
    expect(await does('PackContainers', { sscc: three, children: [one, two] })).toMatchObject({ sscc: three });
    expect(await codeOf(does('PackContainers', { sscc: pallet, children: [three] }))).toBe('CONTAINER_OPENED');
    expect(await container(one)).toMatchObject({ parent: three });
  });

  it('are at most four deep, and of their packer’s own company prefix', async () => {
    await registerWhole(ledger, part);
    await packWhole(ledger, prepared);
    expect(await codeOf(does('PackContainers', { sscc: caseOf(1, '7300000'), children: [one] }))).toBe(
      'PREFIX_NOT_ASSIGNED',
    );
    for (const [inner, outer] of [
      [1, 10],
      [10, 20],
      [20, 30],
    ] as const)
      await does('PackContainers', { sscc: caseOf(outer), children: [caseOf(inner)] });
    expect(await codeOf(does('PackContainers', { sscc: caseOf(40), children: [caseOf(30)] }))).toBe('CONTAINER_FULL');
  });
});
