/** A peer's gateway service: finds endorsers, collects their endorsements, makes the transaction. */
import type { peer } from '@hyperledger/fabric-protos';
import { EndorseError, EvaluateError, type EndorserDetail, GRPC } from '../errors';
import type { KeyPoliciesContext } from '../policy/key-policies';
import { transactionPayload } from '../transaction/endorsed-transaction';
import { hasTransient, type Proposal, withoutTransient } from '../transaction/proposal';
import { EndorsementPlanner } from './endorsement-planner';
import type { Endorsed, Endorser, NotEndorsed } from './endorser';

/** What a gateway knows of its channel. */
export interface GatewayContext extends KeyPoliciesContext {
  /** Endorsers by MSP id, in the order of the channel's members. */
  readonly endorsers: ReadonlyMap<string, Endorser>;
}

/** An endorsed proposal. */
export interface Collected {
  readonly result: Uint8Array;
  readonly endorsers: readonly string[];
  /** A serialised `common.Payload`. */
  readonly payload: Uint8Array;
}

const NOT_ENOUGH = 'failed to collect enough transaction endorsements, see attached details for more info';
const MISMATCH = 'ProposalResponsePayloads do not match';

/** The gateway of one channel; the organisation whose client speaks to it comes with each call. */
export class Gateway {
  constructor(private readonly context: GatewayContext) {}

  /** Asks one peer: the first named, else the own organisation's. */
  async evaluate(own: string, proposal: Proposal, named: readonly string[] | undefined): Promise<Uint8Array> {
    const answer = await this.ask(named?.[0] ?? own, proposal);
    if (isEndorsed(answer)) return answer.response.getPayload_asU8();
    const message =
      answer.code === GRPC.unavailable
        ? 'failed to evaluate transaction, see attached details for more info'
        : `evaluate call to endorser returned error: ${answer.message}`;
    throw new EvaluateError(message, answer.code, proposal.transactionId, [detailOf(answer)]);
  }

  /** Collects endorsements from the named organisations, or from those whom the policies want. */
  async endorse(own: string, proposal: Proposal, named: readonly string[] | undefined): Promise<Collected> {
    if (named !== undefined && named.length > 0) return this.fromNamed(proposal, named);
    const first = await this.ask(own, proposal);
    if (!isEndorsed(first)) {
      const message = 'failed to endorse transaction, see attached details for more info';
      throw new EndorseError(message, GRPC.aborted, proposal.transactionId, [detailOf(first)]);
    }
    return this.fromPlans(proposal, first);
  }

  private async fromNamed(proposal: Proposal, named: readonly string[]): Promise<Collected> {
    const answers = await Promise.all([...new Set(named)].map((mspId) => this.ask(mspId, proposal)));
    const endorsed = answers.filter(isEndorsed);
    const failures = [...answers.filter((answer) => !isEndorsed(answer)).map(detailOf), ...this.mismatches(endorsed)];
    if (failures.length > 0) throw new EndorseError(NOT_ENOUGH, GRPC.aborted, proposal.transactionId, failures);
    return collect(proposal, endorsed, this.context.rules);
  }

  /** Goes from plan to plan: who refuses, or differs from the first endorser, is in none of the next. */
  private async fromPlans(proposal: Proposal, first: Endorsed): Promise<Collected> {
    const plans = this.plansFor(proposal, first);
    const answers = new Map<string, Endorsed>([[first.mspId, first]]);
    const failures = new Map<string, EndorserDetail>();
    for (const plan of plans) {
      if (plan.some((mspId) => failures.has(mspId))) continue;
      await Promise.all(plan.map((mspId) => this.askInto(answers, failures, mspId, proposal)));
      for (const detail of this.mismatches([first, ...planned(plan, answers)])) failures.set(detail.mspId, detail);
      const endorsed = planned(plan, answers);
      if (endorsed.length === plan.length && !plan.some((mspId) => failures.has(mspId))) {
        return collect(proposal, endorsed, this.context.rules);
      }
    }
    throw new EndorseError(NOT_ENOUGH, GRPC.aborted, proposal.transactionId, [...failures.values()]);
  }

  private async askInto(
    answers: Map<string, Endorsed>,
    failures: Map<string, EndorserDetail>,
    mspId: string,
    proposal: Proposal,
  ): Promise<void> {
    if (answers.has(mspId)) return;
    const answer = await this.ask(mspId, proposal);
    if (isEndorsed(answer)) answers.set(mspId, answer);
    else failures.set(mspId, detailOf(answer));
  }

  private async ask(mspId: string, proposal: Proposal): Promise<Endorsed | NotEndorsed> {
    const endorser = this.context.endorsers.get(mspId);
    if (endorser !== undefined) return endorser.process(proposal);
    return { mspId, code: GRPC.unavailable, message: `failed to find any endorsing peers for org(s): ${mspId}` };
  }

  private mismatches(endorsed: readonly Endorsed[]): EndorserDetail[] {
    if (!this.context.rules.applies('endorsers-agree')) return [];
    const expected = endorsed[0]?.payload ?? new Uint8Array();
    return endorsed
      .filter(({ payload }) => Buffer.compare(payload, expected) !== 0)
      .map(({ mspId }) => ({ mspId, message: MISMATCH }));
  }

  /** Who may be asked, and in which combinations. @throws EndorseError nobody may */
  private plansFor(proposal: Proposal, first: Endorsed): string[][] {
    const planner = new EndorsementPlanner(this.context, [...this.context.endorsers.keys()], first);
    const plans = planner.plans(hasTransient(proposal.payload));
    if (typeof plans !== 'string') return plans;
    throw new EndorseError(plans, GRPC.failedPrecondition, proposal.transactionId, []);
  }
}

function collect(proposal: Proposal, endorsed: readonly Endorsed[], rules: GatewayContext['rules']): Collected {
  const [first] = endorsed;
  if (first === undefined) throw new Error('a plan without endorsers');
  const bare = rules.applies('transient-stays-off-the-block') ? withoutTransient(proposal.payload) : proposal.payload;
  const endorsements: peer.Endorsement[] = endorsed.map(({ endorsement }) => endorsement);
  return {
    result: first.response.getPayload_asU8(),
    endorsers: endorsed.map(({ mspId }) => mspId),
    payload: transactionPayload(proposal, bare, first.payload, endorsements),
  };
}

function planned(plan: readonly string[], answers: ReadonlyMap<string, Endorsed>): Endorsed[] {
  return plan.flatMap((mspId) => answers.get(mspId) ?? []);
}

function isEndorsed(answer: Endorsed | NotEndorsed): answer is Endorsed {
  return 'endorsement' in answer;
}

function detailOf(answer: Endorsed | NotEndorsed): EndorserDetail {
  return { mspId: answer.mspId, message: isEndorsed(answer) ? '' : answer.message };
}
