/** Asks all custodians of a record side by side: one that is down, or says no, is named, and keeps nobody from the rest. */
import { type ErrorCode, LedgerError } from '@theriac/domain/ledger';
import type { MemberClient } from '../../members';
import { RECORD_RELEASE_CALL, type RecordRelease } from './record-release.call';
import type { RecordReleases } from './record-releases';

/** What one custodian answered. */
export interface CustodianAnswer {
  readonly custodian: string;
  readonly release: RecordRelease;
}

/** A custodian whose records are missing. */
export interface MissingCustodian {
  readonly custodian: string;
  /** Its refusal; `MEMBER_UNAVAILABLE` when it gave no answer in time. */
  readonly reason: ErrorCode;
}

/** Asks custodians. */
export class CustodianCalls {
  constructor(
    private readonly self: string,
    private readonly own: Pick<RecordReleases, 'release'>,
    private readonly members: Pick<MemberClient, 'call'>,
  ) {}

  /** What each releases for a session, or why it does not. */
  async ask(
    custodians: readonly string[],
    session: string,
  ): Promise<{ readonly answers: readonly CustodianAnswer[]; readonly missing: readonly MissingCustodian[] }> {
    const all = await Promise.all(custodians.map((custodian) => this.#askOne(custodian, session)));
    return {
      answers: all.flatMap((one) => ('release' in one ? [one] : [])),
      missing: all.flatMap((one) => ('reason' in one ? [one] : [])),
    };
  }

  async #askOne(custodian: string, session: string): Promise<CustodianAnswer | MissingCustodian> {
    try {
      const isOwn = custodian === this.self;
      const release = isOwn
        ? await this.own.release(this.self, session)
        : await this.members.call(custodian, RECORD_RELEASE_CALL, { session });
      return { custodian, release };
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      return { custodian, reason: error.code };
    }
  }
}
