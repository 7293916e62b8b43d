/** The reader's gateway: one view of a patient's record from all its custodians, checked, merged, and journaled first. */
import { type CustodianLog, type Release, releaseScopeOf, type Session } from '@theriac/domain/ehr';
import type { JournalDraft } from '@theriac/domain/journal';
import { instantOf, refuseUnless } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { FreshReads } from '../../freshness';
import type { Journal } from '../../journal';
import type { RecordLogClient } from '../record-log';
import type { SessionClient } from '../sessions/session.client';
import type { CustodianAnswer, CustodianCalls, MissingCustodian } from './ask-custodians';
import { mergeRecords, type ViewEntry } from './merge-records';
import { pageOfView, type ViewFilter, type ViewPosition } from './view-page';
import { type VerifiedRelease, verifyRelease } from './verify-release';

/** What views are made with. */
export interface RecordViewsParts {
  /** The own organisation. */
  readonly self: string;
  /** The channel of health records. */
  readonly channel: string;
  readonly freshness: FreshReads;
  readonly sessions: SessionClient;
  readonly machine: Caller;
  readonly logs: Pick<RecordLogClient, 'logsOf'>;
  readonly custodians: Pick<CustodianCalls, 'ask'>;
  readonly journal: Journal;
}

/** What is wrong with a custodian's records, by kind. */
export interface ViewFault {
  readonly custodian: string;
  readonly kind: string;
  readonly count: number;
}

/** A page of a view. */
export interface RecordView {
  readonly session: Session;
  readonly entries: readonly ViewEntry[];
  /** On all pages. */
  readonly total: number;
  /** After what the next page begins; undefined on the last. */
  readonly next: ViewPosition | undefined;
  readonly isLimited: boolean;
  readonly missing: readonly MissingCustodian[];
  readonly faults: readonly ViewFault[];
}

/** Makes views. */
export class RecordViews {
  constructor(private readonly parts: RecordViewsParts) {}

  /**
   * The record as a session of the caller opens it now.
   *
   * @throws LedgerError STALE; SESSION_NOT_FOUND, SESSION_NOT_YOURS, SESSION_NOT_OPEN
   */
  async read(caller: Caller, session: string, filter: ViewFilter): Promise<RecordView> {
    const { freshness, channel, machine, sessions, logs, custodians, journal } = this.parts;
    freshness.require(channel);
    const before = await sessions.readForRelease(caller, session);
    const { patient } = before.session;
    await this.#requireOpen(before);
    // Before the custodians are asked: what they anchor meanwhile is no longer missed.
    const anchored = await logs.logsOf(machine, patient);
    const { answers, missing } = await custodians.ask(
      anchored.map(({ custodian }) => custodian),
      session,
    );
    const release = await this.#releaseOf(caller, before, answers);
    const isAsBefore = answers.filter((one) => one.release.sequence === sequenceOf(release));
    // Consents changed while they answered: by what these decided nobody can tell.
    const changed = answers.filter((one) => !isAsBefore.includes(one));
    const verified = verifyAll(release, anchored, isAsBefore);
    const faults = verified.flatMap(faultsOf);
    const page = pageOfView(mergeRecords(verified), filter);
    await journal.appendAll(draftsOf(release.session, verified, this.parts.self));
    return {
      ...{ session: release.session, ...page, isLimited: release.verdict.isLimited, faults },
      missing: [...missing, ...changed.map(({ custodian }) => ({ custodian, reason: 'CONSENTS_CHANGED' as const }))],
    };
  }

  /** What the session opens, by the consents by which the custodians decided. */
  async #releaseOf(caller: Caller, before: Release, answers: readonly CustodianAnswer[]): Promise<Release> {
    if (answers.every(({ release }) => release.sequence === sequenceOf(before))) return before;
    const now = await this.parts.sessions.readForRelease(caller, before.session.session);
    await this.#requireOpen(now);
    return now;
  }

  async #requireOpen({ session, verdict: { isOpen, reason } }: Release): Promise<void> {
    if (!isOpen)
      await this.parts.journal.append({
        kind: 'refusal',
        ...{ by: session.reader, patient: session.patient, purpose: session.purpose, outcome: 'refused' },
        what: { session: session.session, reason },
      });
    refuseUnless(isOpen, 'SESSION_NOT_OPEN', `it opens nothing: ${reason}`);
  }
}

function sequenceOf({ consents }: Release): number {
  return consents?.sequence ?? 0;
}

function verifyAll(
  release: Release,
  anchored: readonly CustodianLog[],
  answers: readonly CustodianAnswer[],
): VerifiedRelease[] {
  const { limit } = releaseScopeOf(release, instantOf(Date.now()));
  const { patient } = release.session;
  return answers.flatMap(({ custodian, release: released }) => {
    const log = anchored.find((one) => one.custodian === custodian)?.log;
    return log === undefined ? [] : [verifyRelease({ custodian, patient, limit, log }, released)];
  });
}

function faultsOf({ custodian, faults }: VerifiedRelease): ViewFault[] {
  const counts = new Map<string, number>();
  for (const { kind } of faults) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ custodian, kind, count }));
}

/** An entry for each custodian; one with nothing when there is none. */
function draftsOf(session: Session, verified: readonly VerifiedRelease[], self: string): JournalDraft[] {
  const common = { kind: 'read', by: session.reader, patient: session.patient, purpose: session.purpose } as const;
  const about = { session: session.session };
  if (verified.length === 0) return [{ ...common, what: { ...about, count: 0 }, outcome: 'success' }];
  return verified.map(({ custodian, records, faults }): JournalDraft => {
    const kinds = [...new Set(records.map(({ body }) => body.resourceType))].sort();
    const [fault] = faults;
    const what = {
      ...{ ...about, kinds, count: records.length },
      ...(custodian !== self && { custodian }),
      ...(fault !== undefined && { reason: fault.kind }),
    };
    return { ...common, what, outcome: fault === undefined ? 'success' : 'failed' };
  });
}
