/** What the drawn cases are worth: both answers are frequent, and every element and every unknown decides some of them. */
import fc from 'fast-check';
import type { GivenConsent, Provision } from '../second-evaluator/asked';
import { judgeItem, judgeSession, mayBeIncomplete } from '../second-evaluator/second-evaluator';
import { anyCase, type Case } from './drawn-case';
import { purposeCoding } from './vocabulary';

const CASES = 5_000;
const drawn = fc.sample(anyCase, { numRuns: CASES, seed: 7 });

const verdict = ({ consents, request, item }: Case) => judgeItem(consents, request, item).verdict;
const verdicts = drawn.map(verdict);
const inHundred = (count: number): number => (100 * count) / CASES;

/** How many in a hundred are decided otherwise once something of them is changed. */
function decides(change: (before: Case) => Case): number {
  return inHundred(drawn.filter((before, index) => verdict(change(before)) !== verdicts[index]).length);
}

/** The case with every rule and every exception changed in the same way. */
function withProvisions(change: (provision: Provision) => Provision) {
  return (before: Case): Case => {
    const changed = ({ provision: rule }: GivenConsent['consent']): Provision => {
      const outer = change(rule);
      return outer.provision ? { ...outer, provision: outer.provision.map(change) } : outer;
    };
    const consents = before.consents.map((given) => ({
      ...given,
      consent: { ...given.consent, provision: changed(given.consent) },
    }));
    return { ...before, consents };
  };
}

const without = (element: keyof Provision) =>
  withProvisions(
    (provision) =>
      Object.fromEntries(Object.entries(provision).filter(([name]) => name !== element)) as unknown as Provision,
  );

/** The same request, so many milliseconds later. */
function laterBy(milliseconds: number) {
  return ({ request, ...rest }: Case): Case => {
    const at = new Date(Date.parse(request.at) + milliseconds).toISOString();
    return { ...rest, request: { ...request, at } };
  };
}

it('permits and denies are frequent, and so are sessions that open and answers that are complete', () => {
  const permits = inHundred(verdicts.filter((said) => said === 'permit').length);
  const opens = inHundred(
    drawn.filter(
      ({ consents, request, askedTypes }) => judgeSession(consents, request, askedTypes).verdict === 'permit',
    ).length,
  );
  const complete = inHundred(drawn.filter(({ consents, request }) => !mayBeIncomplete(consents, request)).length);
  expect(permits).toBeGreaterThan(25);
  expect(permits).toBeLessThan(75);
  expect(opens).toBeGreaterThan(25);
  expect(opens).toBeLessThan(75);
  expect(complete).toBeGreaterThan(10);
});

it.each([
  ...(['period', 'actor', 'purpose', 'class', 'code', 'securityLabel', 'dataPeriod', 'data', 'provision'] as const),
])('%s decides at least one case in a hundred', (element) => {
  expect(decides(without(element))).toBeGreaterThan(1);
});

it.each<[string, (before: Case) => Case]>([
  [
    'a withdrawal',
    (before) => ({ ...before, consents: before.consents.map((given) => ({ ...given, status: 'active' })) }),
  ],
  [
    'ETREAT',
    withProvisions(({ purpose, ...rest }) => ({
      ...rest,
      ...(purpose && { purpose: purpose.map(({ code }) => purposeCoding(code === 'ETREAT' ? 'HRESCH' : code)) }),
    })),
  ],
  [
    'an unknown author',
    ({ item, ...rest }) => ({ ...rest, item: { ...item, authors: item.authors.length ? item.authors : ['nobody'] } }),
  ],
  [
    'an unknown period',
    ({ item, ...rest }) => ({
      ...rest,
      item: { ...item, period: item.period ?? { start: '2026-10', end: '2026-10' } },
    }),
  ],
  [
    'a missing category',
    ({ item, ...rest }) => ({
      ...rest,
      item: { ...item, categories: item.categories.length ? item.categories : [{ system: '', code: '' }] },
    }),
  ],
  ['unlabelled free text', ({ item, ...rest }) => ({ ...rest, item: { ...item, isUnlabelledFreeText: false } })],
  [
    'the second sensitivity',
    ({ item, ...rest }) => ({ ...rest, item: { ...item, sensitivities: item.sensitivities.slice(0, 1) } }),
  ],
  ['the last millisecond', laterBy(1)],
  ['the first millisecond', laterBy(-1)],
])('%s decides some cases', (_, change) => {
  expect(decides(change)).toBeGreaterThan(0.2);
});
