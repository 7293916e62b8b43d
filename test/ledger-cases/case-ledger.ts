/** What the cases are written with: keys of their own, and transactions in one line. */
import { randomBytes } from 'node:crypto';
import type { Step } from './contract/steps';
import type { Draft, EndorsedDraft, LedgerUnderTest, Outcome } from './ledger-under-test';

/** A case of a rule: it fails on a ledger that does otherwise. */
export type LedgerCase = (ledger: CaseLedger) => Promise<void>;

/** A transaction that was submitted. */
export interface Ran extends Outcome {
  readonly transactionId: string;
  readonly answers: readonly string[];
}

/** A ledger in the hands of one case. */
export class CaseLedger {
  readonly members: LedgerUnderTest['members'];
  /** Enough members for the channel's policy. */
  readonly majority: readonly string[];
  private readonly prefix = randomBytes(8).toString('hex');

  constructor(readonly under: LedgerUnderTest) {
    this.members = under.members;
    this.majority = under.members.slice(0, 3);
  }

  /** A name that no other run uses. */
  key(name = 'k'): string {
    return `${this.prefix}/${name}`;
  }

  /** Endorses by a majority, unless told. */
  endorse(steps: readonly Step[], draft: Partial<Draft> = {}): Promise<EndorsedDraft> {
    return this.under.endorse({ steps, endorsers: this.majority, ...draft });
  }

  /** Endorses by a majority (unless told), orders, and tells how it ended. */
  async run(steps: readonly Step[], draft: Partial<Draft> = {}): Promise<Ran> {
    const endorsed = await this.endorse(steps, draft);
    return { ...(await this.order(endorsed)), transactionId: endorsed.transactionId, answers: endorsed.answers };
  }

  /** Endorses by these, orders, and tells the validation code. */
  async codeOf(endorsers: readonly string[], ...steps: readonly Step[]): Promise<number> {
    return (await this.run(steps, { endorsers })).code;
  }

  /** Runs what a case needs to stand before it begins. */
  async given(...steps: readonly Step[]): Promise<Ran> {
    const ran = await this.run(steps);
    if (ran.code !== 0) throw new Error(`what the case needs was not committed: code ${ran.code}`);
    return ran;
  }

  /** Orders one transaction. */
  async order(endorsed: EndorsedDraft): Promise<Outcome> {
    const [outcome] = await this.under.order(endorsed);
    if (outcome === undefined) throw new Error('the ledger told no outcome');
    return outcome;
  }

  /** Orders several in one block; their validation codes. */
  async together(...endorsed: readonly EndorsedDraft[]): Promise<readonly number[]> {
    return (await this.under.order(...endorsed)).map(({ code }) => code);
  }

  /** Evaluates one step; its answer. */
  async ask(step: Step, draft: Partial<Draft> = {}): Promise<string> {
    const [answer] = await this.under.evaluate({ steps: [step], ...draft });
    return answer ?? '';
  }
}
