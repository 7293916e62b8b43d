/** Whether a transaction's endorsements satisfy every policy that its writes call for (Fabric's key-level validator). */
import { isSignedBy } from '../identity/signature';
import type { Member, Membership } from '../identity/membership';
import { isSatisfied } from '../policy/evaluate-policy';
import { parsePolicy, type Policy } from '../policy/policy';
import type { RuleBook } from '../rules';
import type { ReadWriteSet } from '../state/read-write-set';
import type { WorldState } from '../state/world-state';
import type { OrderedEnvelope } from '../transaction/endorsed-transaction';

/** What the check knows of its channel. */
export interface EndorsementContext {
  readonly policy: Policy;
  readonly membership: Membership;
  readonly state: WorldState;
  readonly rules: RuleBook;
}

/** Checks the transactions of one block, in order: it remembers whose policies the earlier ones set. */
export class EndorsementCheck {
  private readonly policiesSet = new Set<string>();

  constructor(private readonly context: EndorsementContext) {}

  /** Whether the transaction passes; when it does, later ones of the block may not write the keys whose policy it set. */
  passes(envelope: OrderedEnvelope, set: ReadWriteSet): boolean {
    const { rules } = this.context;
    if (!rules.applies('endorsement-policy')) return true;
    const signers = this.signersOf(envelope);
    const policyWrites = rules.applies('policy-guards-itself') ? set.policies.map(({ key }) => key) : [];
    const keys = new Set([...set.writes.map(({ key }) => key), ...policyWrites]);
    if (rules.applies('code-10-in-a-race') && [...keys].some((key) => this.policiesSet.has(key))) return false;
    if (!this.policiesFor([...keys]).every((policy) => isSatisfied(policy, signers, rules))) return false;
    for (const { key } of set.policies) this.policiesSet.add(key);
    return true;
  }

  private policiesFor(keys: readonly string[]): Policy[] {
    const { policy, rules, state } = this.context;
    const own = keys.map((key) => state.get(key)?.policy);
    const guarded = own.filter((bytes) => bytes !== undefined).map(parsePolicy);
    const needsChannels =
      keys.length === 0
        ? rules.applies('reads-alone-need-channel-policy')
        : guarded.length === 0 || (guarded.length < keys.length && rules.applies('unguarded-key-keeps-channel-policy'));
    const isReplaced = rules.applies('key-policy-replaces');
    return [...(needsChannels || !isReplaced ? [policy] : []), ...(isReplaced ? guarded : [])];
  }

  /** The endorsers whose signatures are right, each once. */
  private signersOf(envelope: OrderedEnvelope): Member[] {
    const { membership, rules } = this.context;
    const signers = envelope.endorsements.flatMap((endorsement) => {
      const member = membership.recognise(endorsement.getEndorser_asU8());
      if (member === undefined) return [];
      const message = Buffer.concat([envelope.response, endorsement.getEndorser_asU8()]);
      const isGood = isSignedBy(message, endorsement.getSignature_asU8(), member.publicKey);
      return isGood || !rules.applies('bad-signature-does-not-count') ? [member] : [];
    });
    if (!rules.applies('endorser-counts-once')) return signers;
    return [...new Map(signers.map((signer) => [signer.id, signer])).values()];
  }
}
