/** Which organisations a gateway asks to endorse: every combination that could satisfy the policies, best first. */
import type { Policy } from './policy';

/**
 * Fabric's discovery (common/policies/inquire) lists the alternatives of each policy without the evaluator's greed, so
 * a badly written policy gives plans that fail at commit. A plan names an organisation once: each has one peer here.
 *
 * @param members the channel's members that may be asked
 * @param first the own organisation: plans with it come first, then the smaller ones
 */
export function endorsementPlans(policies: readonly Policy[], members: readonly string[], first: string): string[][] {
  let plans: string[][] = [[]];
  for (const policy of policies) {
    const alternatives = alternativesOf(policy).filter(isWithin(members));
    plans = unique(plans.flatMap((plan) => alternatives.map((more) => inOrder([...plan, ...more], members))));
  }
  const rank = (plan: readonly string[]): number => (plan.includes(first) ? 0 : members.length) + plan.length;
  return plans.sort((a, b) => rank(a) - rank(b));
}

/** The sets of organisations that meet a policy, one signature each; an organisation twice cannot be had. */
function alternativesOf(policy: Policy): string[][] {
  if (policy.kind === 'signed-by') {
    return policy.role === 'member' || policy.role === 'peer' ? [[policy.mspId]] : [];
  }
  const inner = policy.rules.map(alternativesOf);
  return combinations(inner, policy.n).flatMap((chosen) =>
    chosen.reduce<string[][]>((sets, more) => sets.flatMap((set) => more.map((one) => [...set, ...one])), [[]]),
  );
}

function combinations<T>(items: readonly T[], n: number): T[][] {
  if (n === 0) return [[]];
  const [head, ...tail] = items;
  if (head === undefined) return [];
  return [...combinations(tail, n - 1).map((rest) => [head, ...rest]), ...combinations(tail, n)];
}

const isWithin =
  (members: readonly string[]) =>
  (set: readonly string[]): boolean =>
    new Set(set).size === set.length && set.every((mspId) => members.includes(mspId));

function inOrder(plan: readonly string[], members: readonly string[]): string[] {
  return members.filter((mspId) => plan.includes(mspId));
}

function unique(plans: readonly string[][]): string[][] {
  return [...new Map(plans.map((plan) => [plan.join(), plan])).values()];
}
