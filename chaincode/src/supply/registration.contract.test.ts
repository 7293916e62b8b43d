import { compositeKey } from '@theriac/domain/ledger';
import type { Identity, LedgerBlock } from '@theriac/test-ledger';
import { codeOf, ConsortiumLedger } from '../fixtures/consortium-ledger';
import {
  batchOf,
  expiry,
  gtin,
  lot,
  preparePart,
  registerTheProduct,
  registerWhole,
  writePart,
} from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const part = preparePart(1, 900);
const { registration } = part.command;
const first = { registration, batch: 0 };

let ledger: ConsortiumLedger;
let officer: Identity;
let rival: Identity;
let pharmacist: Identity;

beforeEach(async () => {
  ledger = await ConsortiumLedger.start();
  officer = await ledger.person('manufacturer', 'release-officer');
  rival = await ledger.person('rival', 'release-officer');
  pharmacist = await ledger.person('pharmacy', 'pharmacist');
  await registerTheProduct(ledger);
});

afterEach(() => {
  ledger.stop();
});

describe('a registration', () => {
  const open = (by: Identity, command: unknown = part.command) => ledger.submit(by, 'DrugSupply:RegisterPart', command);
  const write = (by: Identity, transient = batchOf(part, 0), asked: unknown = first) =>
    ledger.submit(by, 'DrugSupply:WritePages', asked, { transient });
  const seal = (by: Identity) => ledger.submit(by, 'DrugSupply:SealPart', { registration });
  const abandon = (by: Identity) => ledger.submit(by, 'DrugSupply:AbandonPart', { registration });

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
    const many = preparePart(3, 30_000);
    await open(officer, many.command);
    const batches = await Promise.all(
      [0, 1].map((batch) => write(officer, batchOf(many, batch), { registration: many.command.registration, batch })),
    );
    expect(batches).toHaveLength(2);
    const { registration: third } = many.command;
    expect(await ledger.submit(officer, 'DrugSupply:SealPart', { registration: third })).toMatchObject({
      packs: 30_000,
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
