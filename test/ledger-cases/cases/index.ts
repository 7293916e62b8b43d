/** One case for each rule of the test ledger: the compiler misses any that is not there. */
import type { RuleName } from '@theriac/test-ledger';
import type { LedgerCase } from '../case-ledger';
import { endorsementCases } from './endorsement.cases';
export { KEY_POLICY_CASES } from './key-policy.cases';
import { privateDataCases } from './private-data.cases';
import { privateEndorsementCases } from './private-endorsement.cases';
import { proposalCases } from './proposal.cases';
import { simulationCases } from './simulation.cases';
import { stateCases } from './state.cases';
import { validationCases } from './validation.cases';

/** Every case, by its rule's name. */
export const CASES: Readonly<Record<RuleName, LedgerCase>> = {
  ...proposalCases,
  ...simulationCases,
  ...endorsementCases,
  ...validationCases,
  ...stateCases,
  ...privateDataCases,
  ...privateEndorsementCases,
};
