/** The ledger cases on the test ledger, and the proof that each would notice its rule's absence. */
import { type RuleName, RULES } from '@theriac/test-ledger';
import { CaseLedger } from './case-ledger';
import { CASES } from './cases';
import { testLedgerUnderTest } from './test-ledger.under-test';

const names = RULES.map(({ name }) => name);

// Without a rule all cases run, a second's work on an idle machine.
jest.setTimeout(60_000);

describe('the test ledger', () => {
  it.each(RULES)('$name: $says', async ({ name }) => {
    expect(await failures([], [name])).toEqual([]);
  });
});

describe('without the rule', () => {
  it.each(names)('%s its case fails, and no other but of rules that rest on it', async (name) => {
    const failed = await failures([name], names);
    expect(failed).toContain(name);
    expect(failed.filter((other) => !restsOn(other, name))).toEqual([]);
  });
});

it('rests rules on rules that exist', () => {
  expect(RULES.flatMap(({ restsOn: others }) => others).filter((name) => !names.some((one) => one === name))).toEqual(
    [],
  );
});

afterAll(() => {
  process.stdout.write(`ledger cases: ${names.length} rules, ${Object.keys(CASES).length} cases\n`);
});

/** The cases that fail on a test ledger without some rules. */
async function failures(without: readonly RuleName[], cases: readonly RuleName[]): Promise<RuleName[]> {
  const ledger = await testLedgerUnderTest(without);
  const failed: RuleName[] = [];
  for (const name of cases) await CASES[name](new CaseLedger(ledger)).catch(() => failed.push(name));
  ledger.stop();
  return failed;
}

function restsOn(name: string, other: string): boolean {
  const rule = RULES.find((one) => one.name === name);
  return name === other || (rule?.restsOn ?? []).some((base) => restsOn(base, other));
}
