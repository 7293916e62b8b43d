/** Whether a transaction's endorsements satisfy every policy that its writes call for (Fabric's key-level validator). */
import { isSignedBy } from '../identity/signature';
import type { Member, Membership } from '../identity/membership';
import { isSatisfied } from '../policy/evaluate-policy';
import { KeyPolicies, placeName, writtenPlaces } from '../policy/key-policies';
import type { Policy } from '../policy/policy';
import type { Collections } from '../private/collection';
import type { PrivateState } from '../private/private-state';
import type { RuleBook } from '../rules';
import type { ReadWriteSet } from '../state/transaction-set';
import type { WorldState } from '../state/world-state';
import type { OrderedEnvelope } from '../transaction/endorsed-transaction';

/** What the check knows of its channel. */
export interface EndorsementContext {
  readonly policy: Policy;
  readonly membership: Membership;
  readonly collections: Collections;
  readonly state: WorldState;
  readonly privateState: PrivateState;
  readonly rules: RuleBook;
}

/** Checks the transactions of one block, in order: it remembers whose policies the earlier ones set. */
export class EndorsementCheck {
  private readonly policiesSet = new Set<string>();
  private readonly keyPolicies: KeyPolicies;

  constructor(private readonly context: EndorsementContext) {
    this.keyPolicies = new KeyPolicies(context);
  }

  /** Whether the transaction passes; when it does, later ones of the block may not write the keys whose policy it set. */
  passes(envelope: OrderedEnvelope, set: ReadWriteSet): boolean {
    const { rules } = this.context;
    if (!rules.applies('endorsement-policy')) return true;
    const signers = this.signersOf(envelope);
    const { values, policies } = writtenPlaces(set);
    const places = rules.applies('policy-guards-itself') ? [...values, ...policies] : values;
    const isRace = places.some((place) => this.policiesSet.has(placeName(place)));
    if (rules.applies('code-10-in-a-race') && isRace) return false;
    const needed = this.keyPolicies.forCommit(places);
    if (!needed.every((policy) => isSatisfied(policy, signers, rules))) return false;
    for (const place of policies) this.policiesSet.add(placeName(place));
    return true;
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
