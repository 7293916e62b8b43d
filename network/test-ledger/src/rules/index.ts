/** The one list of what this ledger does as Fabric does, and the book in which the engine looks a rule up. */
import { ENDORSEMENT_RULES } from './endorsement.rules';
import { PRIVATE_DATA_RULES } from './private-data.rules';
import { PROPOSAL_RULES } from './proposal.rules';
import type { Rule } from './rule';
import { SIMULATION_RULES } from './simulation.rules';
import { STATE_RULES } from './state.rules';
import { VALIDATION_RULES } from './validation.rules';

export type { Rule } from './rule';

/** Every rule. Each has a case of the same name in the shared ledger cases, which real Fabric passes too. */
export const RULES = [
  ...PROPOSAL_RULES,
  ...SIMULATION_RULES,
  ...ENDORSEMENT_RULES,
  ...VALIDATION_RULES,
  ...STATE_RULES,
  ...PRIVATE_DATA_RULES,
] as const satisfies readonly Rule[];

/** A rule's name. */
export type RuleName = (typeof RULES)[number]['name'];

/** Which rules apply. All do, except in the tests that prove the cases' worth. */
export class RuleBook {
  private readonly without: ReadonlySet<RuleName>;

  /** @param without the rules taken out */
  constructor(without: Iterable<RuleName> = []) {
    this.without = new Set(without);
  }

  /** Whether the ledger does so. */
  applies(name: RuleName): boolean {
    return !this.without.has(name);
  }
}
