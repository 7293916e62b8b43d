/** What a transaction works with: who acts, what time it is, and the one way to save. */
import {
  channelByName,
  type Channel,
  type Collection,
  type Member,
  type MemberKind,
  membersOf,
} from '@theriac/domain/consortium';
import type { Gln } from '@theriac/domain/gs1';
import {
  type Actor,
  authorise,
  canonicalJson,
  type Dated,
  type Decision,
  type Digest,
  type Guard,
  type Instant,
  instantOf,
  isRepeated,
  laterOf,
  LedgerError,
  type LedgerEvent,
  type PrivateEvent,
  publicPartOf,
} from '@theriac/domain/ledger';
import { Context } from 'fabric-contract-api';
import type { ChaincodeStub } from 'fabric-shim';
import type { ZodType } from 'zod';
import type { Deployment } from './deployment';
import { readPrivateCommand } from './private-command';
import { StateReads } from './state-reads';
import type { Ledger, Saves } from './state-store';
import { submitterOf } from './submitter';

/** The transaction at hand, as the dispatcher hands it to its context. */
export interface Call {
  readonly stub: ChaincodeStub;
  readonly deployment: Deployment;
  readonly contract: string;
  readonly transaction: string;
}

/** The context of one transaction. A business extends it by its stores. */
export class TheriacContext extends Context implements Ledger {
  declare readonly stub: ChaincodeStub;
  readonly reads = new StateReads(() => this.stub);
  #call: Call | undefined;
  #isAuthorised = false;

  /**
   * Begins a transaction.
   *
   * @throws LedgerError WRONG_CHANNEL when the contract does not stand on the transaction's channel
   */
  begin(call: Call): void {
    Object.assign(this, { stub: call.stub });
    this.#call = call;
    if (!this.channel.contracts.includes(call.contract)) throw wrongChannel(call.contract);
  }

  /** Whether this transaction has asked who may send it. */
  get isAuthorised(): boolean {
    return this.#isAuthorised;
  }

  get deployment(): Deployment {
    return this.call.deployment;
  }

  get digest(): Digest {
    return this.deployment.digest;
  }

  get memberMspIds(): readonly string[] {
    return this.members.map((member) => member.mspId);
  }

  get endorsements(): number {
    return this.channel.endorsements;
  }

  /** @throws LedgerError UNKNOWN_MEMBER when it is no member of the channel */
  memberNamed(name: string): Member {
    const member = this.members.find((one) => one.name === name);
    if (member === undefined) throw new LedgerError('UNKNOWN_MEMBER', `${name} is no member of this channel`);
    return member;
  }

  /** Whether a member of the channel has a site with this GLN. */
  hasSite(member: string, gln: Gln): boolean {
    return this.members.some(({ name, sites }) => name === member && sites.some((site) => site.gln === gln));
  }

  get memberNames(): readonly string[] {
    return this.channel.members;
  }

  /** @throws Error when the channel has no such private data: then topology and contract are not of one package */
  collectionNamed(name: string): Collection {
    const collection = this.channel.collections.find((one) => one.name === name);
    if (collection === undefined) throw new Error(`channel ${this.channel.name} has no collection ${name}`);
    return collection;
  }

  /** The channel's members of a kind, in the consortium's order. */
  namesOfKind(kind: MemberKind): readonly string[] {
    return this.members.filter((member) => member.kind === kind).map(({ name }) => name);
  }

  /**
   * Lets the submitter send this transaction, by the permission table, and says who it is.
   *
   * @throws LedgerError UNKNOWN_MEMBER, NOT_PERMITTED
   */
  authorise(): Actor {
    const { contract, transaction } = this.call;
    const actor = submitterOf(this.stub, this.deployment.consortium);
    authorise(this.deployment.permissions, contract, transaction, actor);
    this.#isAuthorised = true;
    return actor;
  }

  /**
   * The transaction's time, which the client chooses within five minutes of its peers' clocks; never before the last
   * change of the states that it is about.
   */
  now(...states: readonly (Dated | undefined)[]): Instant {
    const changes = states.flatMap((state) => (state === undefined ? [] : [state.changedAt]));
    return changes.reduce(laterOf, instantOf(this.stub.getDateTimestamp().getTime()));
  }

  /** Saves a decision: its state, its guard, its event. The answer is the event, or the first one's when repeated. */
  async save<State>(store: Saves<State>, decision: Decision<State, LedgerEvent>): Promise<string> {
    if (isRepeated(decision)) return canonicalJson(decision.repeated);
    await store.put(decision.state);
    if (decision.guard !== undefined) await guardState(store, decision.state, decision.guard);
    const event = canonicalJson(decision.event);
    this.stub.setEvent(decision.event.type, Buffer.from(event));
    return event;
  }

  /**
   * The command of a transaction whose input is private: the transient value `command`.
   *
   * @throws LedgerError INVALID_INPUT as {@link readPrivateCommand}
   */
  privateCommand<T>(schema: ZodType<T>): T {
    return readPrivateCommand(this.stub, schema);
  }

  /** Where the whole events of private decisions lie: a business with private data gives it. */
  get privateEvents(): Saves<PrivateEvent> {
    throw new Error('this business keeps no private events');
  }

  /**
   * Saves a private decision: its state, and its whole event under the transaction's id. Everybody on the channel is told
   * the event's type, version and time, which is the answer too, since blocks keep answers.
   */
  async savePrivate<State>(store: Saves<State>, decision: Decision<State, LedgerEvent>): Promise<string> {
    if (isRepeated(decision)) return canonicalJson(publicPartOf(decision.repeated));
    const { state, event, guard } = decision;
    await store.put(state);
    if (guard !== undefined) await guardState(store, state, guard);
    await this.privateEvents.put({ transactionId: this.stub.getTxID(), event });
    const told = canonicalJson(publicPartOf(event));
    this.stub.setEvent(event.type, Buffer.from(told));
    return told;
  }

  private get call(): Call {
    if (this.#call === undefined) throw new Error('the transaction has not begun');
    return this.#call;
  }

  private get members(): readonly Member[] {
    return membersOf(this.deployment.consortium, this.channel);
  }

  private get channel(): Channel {
    const channel = channelByName(this.deployment.consortium, this.stub.getChannelID());
    if (channel === undefined) throw wrongChannel(this.call.contract);
    return channel;
  }
}

async function guardState<State>(store: Saves<State>, state: State, guard: Guard): Promise<void> {
  if (store.guard === undefined) throw new Error('a decision guards a state whose store has no guards');
  await store.guard(state, guard);
}

function wrongChannel(contract: string): LedgerError {
  return new LedgerError('WRONG_CHANNEL', `${contract} does not stand on this channel`);
}
