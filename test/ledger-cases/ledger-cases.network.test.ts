/** The ledger cases on a running Fabric network: what the test ledger claims of Fabric, Fabric does. */
import { join } from 'node:path';
import { type RuleName, RULES } from '@theriac/test-ledger';
import { CaseLedger, type LedgerCase } from './case-ledger';
import { CASES, KEY_POLICY_CASES } from './cases';
import { fabricUnderTest } from './fabric.under-test';
import { NotTogether } from './ledger-under-test';

const STATE = process.env.THERIAC_NETWORK ?? join(__dirname, '..', '..', '.theriac', 'test');
/** An orderer may cut a block between two transactions; then the case has not been tried. */
const TRIES = 10;
const CASE_MS = 180_000;

/** Ordering an id again takes a thousand other transactions first, which must not press upon the other cases. */
const LAST: RuleName = 'duplicate-transaction-id';
const rules = [...RULES.filter(({ name }) => name !== LAST), ...RULES.filter(({ name }) => name === LAST)];

const fabric = fabricUnderTest(STATE);

afterAll(() => {
  fabric.close();
  process.stdout.write(`ledger cases: ${RULES.length} rules, ${Object.keys(CASES).length} cases on Fabric\n`);
});

describe('a Fabric network', () => {
  it.each(rules)('$name: $says', async ({ name }) => attempt(CASES[name]), CASE_MS);

  it.each(Object.entries(KEY_POLICY_CASES))('the contracts’ key policies: %s', async (_, run) => attempt(run), CASE_MS);
});

async function attempt(run: LedgerCase): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run(new CaseLedger(fabric));
      return;
    } catch (error) {
      if (!(error instanceof NotTogether) || tries === TRIES) throw error;
    }
  }
}
