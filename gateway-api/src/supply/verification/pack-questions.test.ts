/** Packs' questions to a ledger that answers when the test says so: who is asked alone, who in company, and in what order. */
import { setImmediate as turn } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';
import { type LedgerVerdict, ledgerVerdictSchema, type VerifyPack, verifyPackSchema } from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import { PackQuestions } from './pack-questions';

const machine: Caller = { person: 'gateway', role: 'gateway', site: undefined, organisation: 'pharmacy' };
const gtin = '09506000134352';
const BROKEN = 'BROKEN';

/** A ledger that holds its answers back. */
class HeldLedger {
  readonly asked: (readonly VerifyPack[])[] = [];
  readonly #held: (() => void)[] = [];
  failure: Error | undefined;

  verifyPacks(_: unknown, packs: readonly VerifyPack[]): Promise<LedgerVerdict[]> {
    this.asked.push(packs);
    return new Promise((resolve, reject) => {
      this.#held.push(() => {
        const fault = packs.some(({ lot }) => lot === BROKEN)
          ? new LedgerError('LEDGER_FAULT', 'broken')
          : this.failure;
        if (fault !== undefined) reject(fault);
        else resolve(packs.map(verdictOn));
      });
    });
  }

  /** Lets the oldest evaluate end, and what follows from it happen. */
  async answerOne(): Promise<void> {
    this.#held.shift()?.();
    await turn();
  }

  async answerAll(): Promise<void> {
    while (this.#held.length > 0) await this.answerOne();
  }

  get lots(): string[][] {
    return this.asked.map((packs) => packs.map(({ lot }) => lot));
  }
}

let ledger: HeldLedger;
let questions: PackQuestions;

beforeEach(() => {
  ledger = new HeldLedger();
  questions = new PackQuestions(ledger, machine);
});

/** Asks about packs of these lots one after another, as requests come in. */
async function ask(...lots: readonly string[]): Promise<{ answers: Promise<PromiseSettledResult<LedgerVerdict>[]> }> {
  const asked: Promise<LedgerVerdict>[] = [];
  for (const lot of lots) {
    asked.push(questions.ask(packOf(lot)));
    await turn();
  }
  return { answers: Promise.allSettled(asked) };
}

const TWO = ['A', 'B'];

it('asks about each pack alone and at once, as long as few are under way', async () => {
  const { answers } = await ask(...TWO);
  expect(ledger.lots).toEqual([['A'], ['B']]);
  await ledger.answerAll();
  expect(await answers).toMatchObject(TWO.map((lot) => ({ value: { lot } })));
});

it('asks about those that came meanwhile together, first come first, and gives each its own answer', async () => {
  const late = Array.from({ length: 18 }, (_, number) => `L${number}`);
  const { answers } = await ask(...TWO, ...late);
  expect(ledger.asked).toHaveLength(2);
  await ledger.answerOne();
  expect(ledger.lots[2]).toEqual(late.slice(0, 16));
  await ledger.answerOne();
  expect(ledger.lots[3]).toEqual(late.slice(16));
  await ledger.answerAll();
  expect(await answers).toMatchObject([...TWO, ...late].map((lot) => ({ value: { lot } })));
});

it('asks anew each time, also about the same pack', async () => {
  for (const count of [1, 2]) {
    const { answers } = await ask('A');
    await ledger.answerAll();
    await answers;
    expect(ledger.asked).toHaveLength(count);
  }
});

it('asks about each alone when one spoils the answer for the others', async () => {
  const { answers } = await ask(...TWO, 'E', BROKEN, 'F');
  await ledger.answerAll();
  const broken = { reason: { code: 'LEDGER_FAULT' } };
  const told = [...TWO, 'E'].map((lot) => ({ value: { lot } }));
  expect(await answers).toMatchObject([...told, broken, { value: { lot: 'F' } }]);
});

it.each(['LEDGER_UNAVAILABLE', 'LEDGER_BUSY'] as const)(
  'tells everybody of %s, without asking for each',
  async (code) => {
    ledger.failure = new LedgerError(code, 'not now');
    const { answers } = await ask(...TWO, 'E', 'F');
    await ledger.answerAll();
    expect(ledger.asked).toHaveLength(3);
    const reasons = (await answers).map((answer) =>
      answer.status === 'rejected' ? (answer.reason as Error) : undefined,
    );
    expect(reasons).toMatchObject(Array.from({ length: 4 }, () => ({ code })));
  },
);

it('lets nobody wait for a peer that does not answer', async () => {
  await ask(...TWO, 'E');
  expect(ledger.asked).toHaveLength(2);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(ledger.lots[2]).toEqual(['E']);
  await ledger.answerAll();
});

function packOf(lot: string): VerifyPack {
  return verifyPackSchema.parse({ gtin, lot, digest: 'ab'.repeat(16) });
}

function verdictOn({ lot }: VerifyPack): LedgerVerdict {
  return ledgerVerdictSchema.parse({ verdict: 'lot-not-known', gtin, lot, at: '2028-01-01T00:00:00.000Z' });
}
