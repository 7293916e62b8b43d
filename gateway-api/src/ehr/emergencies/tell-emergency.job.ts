/** The job that tells the ledger what was done in an emergency: one deed after the other, for as long as it takes. */
import { ERROR_CODES, LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Transaction } from '../../database';
import type { JobKind, Jobs } from '../../jobs';
import type { Journal } from '../../journal';
import type { EmergencyClient } from './emergency.client';
import { emergencyDraft } from './emergency-draft';
import type { DeedRow, OwnEmergencyStore, Told } from './own-emergencies.store';
import type { Deed } from './own-emergencies.table';

const inputSchema = z.strictObject({ deed: z.int() });
const toldSchema = z.strictObject({ transactionId: z.string().optional(), refusal: z.string().optional() });

/** A deed's job. */
export type TellEmergencyJob = JobKind<z.infer<typeof inputSchema>>;

/** What the job needs. */
export interface TellingParts {
  readonly client: EmergencyClient;
  readonly store: OwnEmergencyStore;
  readonly journal: Journal;
  /** Known once the routes are made. */
  readonly jobs: () => Jobs;
}

/** Tells the ledger. A refusal for good is noted: what was done stays done, and a privacy officer sees it. */
export class Telling {
  readonly kind: TellEmergencyJob;

  constructor(private readonly parts: TellingParts) {
    this.kind = {
      name: 'tell-emergency',
      ...{ input: inputSchema, unit: 'deeds', visibleTo: [] },
      run: async (job) => {
        const deed = await parts.store.findDeed(job.input.deed);
        if (deed?.state !== 'pending') return {};
        const told = await this.#tell(deed, job.reference('tell'));
        await job.write('told', toldSchema, (within) => this.#settle(deed, told, within));
        return {};
      },
    };
  }

  /**
   * Starts the job of the first deed that is pending, when none is at work on it. The emergency is locked.
   *
   * @returns the job
   */
  async goOn(session: string, within: Transaction): Promise<string | undefined> {
    const { store, jobs } = this.parts;
    const deed = await store.firstPending(session, within);
    if (deed === undefined) return undefined;
    if (deed.job !== null && !(await store.isGivenUp(deed, within))) return deed.job;
    const attempts = deed.attempts + 1;
    const reference = `emergency-deed:${deed.number}:${attempts}`;
    const input = { deed: deed.number };
    const job = await jobs().start(this.kind, { reference, input, caller: deed.caller }, within);
    await store.begun(deed.number, job, attempts, within);
    return job;
  }

  async #tell(deed: DeedRow, reference: string): Promise<Told> {
    try {
      const { transactionId } = await this.parts.client.tell(deed.caller, deedOf(deed), reference);
      return { transactionId };
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (error.code === 'CERTIFICATE_REFUSED')
        throw new LedgerError('SIGN_IN_NEEDED', 'the certificate of who did it has ended');
      // It was waited for by this gateway's clock, which may run ahead of the ledger's.
      if (error.code === 'SECOND_CLINICIAN_AWAITED' && deed.kind === 'open')
        throw new LedgerError('LEDGER_UNAVAILABLE', 'the ledger’s clock has not come to when it was opened');
      if (!isForGood(error)) throw error;
      return { refusal: error.code };
    }
  }

  async #settle(deed: DeedRow, told: Told, within: Transaction): Promise<Told> {
    const { store, journal } = this.parts;
    const emergency = await store.lock(deed.session, within);
    await store.settle(deed.number, told, within);
    await this.goOn(deed.session, within);
    if (emergency === undefined) return told;
    const { transactionId, refusal } = told;
    const outcome = refusal === undefined ? 'success' : 'failed';
    await journal.append(
      {
        ...emergencyDraft(emergency.state, deed.caller, outcome, refusal === undefined ? {} : { reason: refusal }),
        ...(transactionId !== undefined && { transactionId }),
      },
      within,
    );
    return told;
  }
}

function isForGood({ code }: LedgerError): boolean {
  const { kind, retryable } = ERROR_CODES[code];
  return !retryable && kind !== 'broken';
}

/** The row's two columns belong together by how it was written. */
function deedOf({ kind, command }: DeedRow): Deed {
  return { kind, command } as Deed;
}
