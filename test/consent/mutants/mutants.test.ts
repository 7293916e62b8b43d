/** What agreement is worth: each mistake in the decision shows as a disagreement with the second evaluator. */
import fc from 'fast-check';
import { LedgerError } from '@theriac/domain/ledger';
import { anyCase } from '../generated/drawn-case';
import { areAlike, compiled, decided, type Decision, evaluated } from '../decision';
import type { GivenConsent } from '../second-evaluator/asked';
import { EQUIVALENT } from './equivalent-mutants';
import { DecisionLoader, findMutants, type Mutant } from './mutated-decision';
import { REFUSED } from './refused';

const CASES = 6_000;
/** Enough to see that a listed mutant is not what the list says of it. */
const CASES_OF_LISTED = 500;

const mutants = findMutants();
const loader = new DecisionLoader();
const drawn = fc.sample(anyCase, { numRuns: CASES, seed: 11 }).map((one) => ({
  ...{ one, answers: evaluated(one) },
  standing: compiled(loader.original, one.consents),
}));

/** Whether a decision refuses a consent as the page says, and does not just break down over it. */
function isRefused(decision: Decision, consent: GivenConsent): boolean {
  try {
    compiled(decision, [consent]);
    return false;
  } catch (error) {
    return error instanceof LedgerError && ['INVALID_INPUT', 'CONSENT_NOT_ENFORCEABLE'].includes(error.code);
  }
}

/** Whether a decision answers some case otherwise, or does not refuse what is to be refused. */
function isToldApart(decision: Decision, cases: number): boolean {
  // Compiling takes longest, and most mistakes are made after it.
  const isSameForm = decision.compileConsent === loader.original.compileConsent;
  const answersOtherwise = ({ one, answers, standing }: (typeof drawn)[number]): boolean => {
    const consents = isSameForm ? standing : compiled(decision, one.consents);
    return !areAlike(decided(decision, one, consents), answers);
  };
  return !REFUSED.every((one) => isRefused(decision, one)) || drawn.slice(0, cases).some(answersOtherwise);
}

function isKilled(mutant: Mutant, cases = CASES): boolean {
  try {
    return isToldApart(loader.mutated(mutant), cases);
  } catch {
    // A mistake that breaks the decision is found at once.
    return true;
  }
}

it('the decision as it stands is not told apart', () => {
  expect(isToldApart(loader.original, CASES)).toBe(false);
});

it('every mutant is killed, but for those that nothing can tell apart', () => {
  const killable = mutants.filter(({ name }) => !EQUIVALENT.includes(name));
  const survivors = killable.filter((mutant) => !isKilled(mutant)).map(({ name }) => name);
  process.stdout.write(`consents: ${killable.length - survivors.length} of ${killable.length} mutants killed\n`);
  expect(survivors).toEqual([]);
  expect(killable.length).toBeGreaterThan(40);
}, 300_000);

it.each(EQUIVALENT)('nothing tells apart %s', (listed) => {
  const mutant = mutants.find(({ name }) => name === listed);
  expect(mutant).toBeDefined();
  expect(isKilled(mutant!, CASES_OF_LISTED)).toBe(false);
});
