/** The decision and the second evaluator, each written from docs/concepts/consent.md, agree on 100,000 drawn cases. */
import fc from 'fast-check';
import * as domain from '@theriac/domain/ehr';
import { areAlike, asDomainItem, asReadRequest, compiled, decided, evaluated, toldCase } from './decision';
import { anyCase, type Case } from './generated/drawn-case';

const CASES = 10_000;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const count = { tried: 0, agreed: 0 };

function agree(one: Case): void {
  const answers = { domain: decided(domain, one, compiled(domain, one.consents)), evaluator: evaluated(one) };
  if (!areAlike(answers.domain, answers.evaluator)) throw new Error(JSON.stringify(answers, undefined, 2));
}

afterAll(() => {
  process.stdout.write(`consents: ${count.tried} cases, ${count.agreed} agree\n`);
});

it('what is drawn is what the domain takes', () => {
  for (const { consents, request, item } of fc.sample(anyCase, { numRuns: 500, seed: 1 })) {
    expect(domain.readRequestSchema.safeParse(asReadRequest(request)).error).toBeUndefined();
    expect(domain.itemSchema.safeParse(asDomainItem(item)).error).toBeUndefined();
    for (const one of compiled(domain, consents))
      expect(domain.compiledConsentSchema.safeParse(one).error).toBeUndefined();
  }
});

it.each(SEEDS)(
  '10,000 cases of seed %i',
  (seed) => {
    count.tried += CASES;
    const { counterexample, errorInstance } = fc.check(fc.property(anyCase, agree), { seed, numRuns: CASES });
    if (counterexample !== null)
      throw new Error(`the smallest of them:\n${toldCase(counterexample[0])}`, { cause: errorInstance });
    count.agreed += CASES;
  },
  120_000,
);
