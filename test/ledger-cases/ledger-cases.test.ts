/** The ledger cases on the test ledger, and the proof that each would notice its rule's absence. */
import { type RuleName, RULES } from '@theriac/test-ledger';
import { CaseLedger } from './case-ledger';
import { CASES, KEY_POLICY_CASES } from './cases';
import { testLedgerUnderTest } from './test-ledger.under-test';

const names = RULES.map(({ name }) => name);

// Without a rule all cases run, a second's work on an idle machine.
jest.setTimeout(60_000);

describe('the test ledger', () => {
  // One for all of them, as on Fabric: each case has keys of its own.
  let ledger: Awaited<ReturnType<typeof testLedgerUnderTest>>;
  beforeAll(async () => {
    ledger = await testLedgerUnderTest();
  });
  afterAll(() => {
    ledger.stop();
  });

  it.each(RULES)('$name: $says', async ({ name }) => {
    await expect(CASES[name](new CaseLedger(ledger))).resolves.toBeUndefined();
  });

  it.each(Object.entries(KEY_POLICY_CASES))('the contracts’ key policies: %s', async (_, run) => {
    await expect(run(new CaseLedger(ledger))).resolves.toBeUndefined();
  });
});

describe('without the rule', () => {
  it.each(names)('%s its case fails, and no other but of rules that rest on it', async (name) => {
    const failed = await failuresWithout(name);
    expect(failed).toContain(name);
    expect(failed.filter((other) => !restsOn(other, name))).toEqual([]);
  });
});

it.each(Object.entries(KEY_POLICY_CASES))('on a ledger that heeds no key policy it would show: %s', async (_, run) => {
  const ledger = await testLedgerUnderTest(['key-policy-replaces']);
  await expect(run(new CaseLedger(ledger))).rejects.toThrow();
  ledger.stop();
});

it('rests rules on rules that exist', () => {
  expect(RULES.flatMap(({ restsOn: others }) => others).filter((name) => !names.some((one) => one === name))).toEqual(
    [],
  );
});

afterAll(() => {
  process.stdout.write(
    `ledger cases: ${names.length} rules, ${Object.keys(CASES).length} cases, ${Object.keys(KEY_POLICY_CASES).length} of key policies\n`,
  );
});

/** The cases that fail on a test ledger without a rule. */
async function failuresWithout(rule: RuleName): Promise<RuleName[]> {
  const ledger = await testLedgerUnderTest([rule]);
  const failed: RuleName[] = [];
  for (const name of names) await CASES[name](new CaseLedger(ledger)).catch(() => failed.push(name));
  ledger.stop();
  return failed;
}

function restsOn(name: string, other: string): boolean {
  const rule = RULES.find((one) => one.name === name);
  return name === other || (rule?.restsOn ?? []).some((base) => restsOn(base, other));
}
