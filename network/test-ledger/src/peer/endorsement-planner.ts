/** Whom a gateway asks to endorse, by what the first endorser's simulation touched. */
import { endorsementPlans } from '../policy/endorsement-plan';
import { KeyPolicies, type KeyPoliciesContext, writtenPlaces } from '../policy/key-policies';
import { parsePolicy, type Policy } from '../policy/policy';
import type { Endorsed } from './endorser';

const NO_COMBINATION =
  'no combination of peers can be derived which satisfy the endorsement policy: no peer combination can satisfy the endorsement policy';

/** What a simulation tells of whose endorsement it needs (Fabric's ChaincodeInterest). */
interface Interest {
  readonly policies: readonly Policy[];
  /** The collections that were written or read. */
  readonly collections: readonly string[];
}

/** Plans the endorsements of one transaction. */
export class EndorsementPlanner {
  private readonly keyPolicies: KeyPolicies;

  /** @param members the channel's, MSP ids */
  constructor(
    private readonly context: KeyPoliciesContext,
    private readonly members: readonly string[],
    private readonly first: Endorsed,
  ) {
    this.keyPolicies = new KeyPolicies(context);
  }

  /** The combinations to try, or why there is none, in Fabric's words. */
  plans(hasTransient: boolean): string[][] | string {
    const { policies, collections } = this.interest;
    const reads = this.first.privateReads;
    const isCautious = hasTransient && this.context.rules.applies('gateway-protects-transient-data');
    const plans = this.among(policies, isCautious ? collections : reads);
    if (plans.length > 0) return plans;
    const secret = isCautious ? collections.filter((name) => !reads.includes(name)) : [];
    if (secret.length === 0 || this.among(policies, reads).length === 0) return NO_COMBINATION;
    return `requires endorsement from organisation(s) that are not in the distribution policy of the private data collection(s): [${secret.join(' ')}]; retry specifying trusted endorsing organizations to protect transient data`;
  }

  /** Plans of organisations that are members of all these collections. */
  private among(policies: readonly Policy[], collections: readonly string[]): string[][] {
    const asked = this.context.rules.applies('gateway-asks-members-for-private-reads') ? collections : [];
    const members = this.members.filter((mspId) =>
      asked.every((name) => this.context.collections.isMember(name, mspId)),
    );
    return endorsementPlans(policies, members, this.first.mspId);
  }

  private get interest(): Interest {
    const { policy, rules } = this.context;
    const { values, policies } = writtenPlaces(this.first.readWriteSet);
    const places = [...values, ...policies];
    const isByKey = rules.applies('gateway-plans-by-key-policy');
    const own = places.map((place) => (isByKey ? this.keyPolicies.ownPolicy(place) : undefined));
    const guarded = own.filter((bytes) => bytes !== undefined);
    const unguarded = places.filter((_, at) => own[at] === undefined).map(({ collection }) => collection);
    const collections = new Set([...unguarded.filter((name) => name !== undefined), ...this.first.privateReads]);
    const needsChannels = places.length === 0 || unguarded.includes(undefined);
    const ofCollections = [...collections].map((name) =>
      rules.applies('gateway-plans-by-collection-policy') ? this.keyPolicies.defaultPolicy(name) : policy,
    );
    const distinct = new Map(guarded.map((bytes) => [Buffer.from(bytes).toString('hex'), bytes]));
    return {
      policies: [
        ...(needsChannels ? [policy] : []),
        ...new Set(ofCollections),
        ...[...distinct.values()].map(parsePolicy),
      ],
      collections: [...collections],
    };
  }
}
