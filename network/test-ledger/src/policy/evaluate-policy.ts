/** Whether signatures satisfy a policy, counted as Fabric's committer counts them. */
import { isUnit, type Member } from '../identity/membership';
import type { RuleBook } from '../rules';
import type { Policy, SignedBy } from './policy';

/**
 * Fabric's evaluator (common/cauthdsl) walks *all* rules of an n-out-of gate, also after n of them were met, and each
 * that is met uses up the signature that met it. So a generous alternative early in a policy can eat the signature that
 * a later one needs.
 */
export function isSatisfied(policy: Policy, signers: readonly Member[], rules: RuleBook): boolean {
  return walk(policy, { signers, rules }, new Set()) !== undefined;
}

interface Walk {
  readonly signers: readonly Member[];
  readonly rules: RuleBook;
}

/** The signatures used up so far, by position; undefined when the policy is not met. */
function walk(policy: Policy, context: Walk, used: ReadonlySet<number>): ReadonlySet<number> | undefined {
  if (policy.kind === 'signed-by') {
    const at = context.signers.findIndex((signer, index) => !used.has(index) && fits(signer, policy));
    if (at < 0) return undefined;
    return context.rules.applies('a-signature-counts-once') ? new Set([...used, at]) : used;
  }
  let met = 0;
  let now = used;
  for (const rule of policy.rules) {
    if (met >= policy.n && !context.rules.applies('policy-consumes-signatures')) break;
    const after = walk(rule, context, now);
    if (after === undefined) continue;
    met += 1;
    now = after;
  }
  return met >= policy.n ? now : undefined;
}

function fits(signer: Member, { mspId, role }: SignedBy): boolean {
  return signer.mspId === mspId && (role === 'member' || isUnit(signer, role));
}
