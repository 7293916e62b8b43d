/** A patient links their id with a record here, by the code that they were handed in person. */
import { LedgerError } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { GuessLimit } from '../../limits';
import { changedView } from '../committed.view';
import type { PatientClient } from '../patients/patient.client';
import { spokenFor } from '../patients/spoken-for';
import type { ClaimedCode, LinkCodeStore, Linked } from './link-codes.store';
import type { LinkClient } from './link.client';
import type { RecordLinkStore } from './record-links.store';

/** What linking works with. */
export interface LinkingParts {
  readonly patients: PatientClient;
  readonly links: LinkClient;
  readonly codes: LinkCodeStore;
  readonly records: RecordLinkStore;
  /** Who tries codes is locked out for a while. */
  readonly guesses: GuessLimit;
}

/** What a patient sends. */
export interface LinkRequest {
  readonly code: string;
  /** The ward of a guardian. */
  readonly patient: string | undefined;
}

/** A link that was made. */
export interface MadeLink extends Linked {
  readonly patient: string;
  readonly recordNumber: string;
}

/** Links records. */
export class Linking {
  constructor(private readonly parts: LinkingParts) {}

  /**
   * Links the record of a code. Begun again after a crash, it ends in one link.
   *
   * @throws LedgerError LINK_CODE_WRONG, RECORD_TAKEN, NOT_THE_PATIENT, RECORD_ALREADY_LINKED; TooManyRequests
   */
  async link(caller: Caller, { code, patient: named }: LinkRequest, reference: string): Promise<MadeLink> {
    const { patients, codes, guesses } = this.parts;
    // First, so that nobody tries codes, or spends their allowance, in the name of somebody whose key they do not have.
    const { patient } = await spokenFor(patients, caller, named);
    const claim = () => codes.claim(code, { patient, reference });
    const claimed = await guesses.answer(`${caller.organisation} ${caller.person}`, claim, (one) => one === undefined);
    if (claimed === undefined) throw new LedgerError('LINK_CODE_WRONG', 'no code that can be used is this one');
    const { recordNumber, linked } = claimed;
    if (linked !== undefined) return { patient, recordNumber, ...linked };
    await this.#requireFree(claimed, patient);
    const made =
      (await this.#madeBefore(caller, patient, claimed)) ?? (await this.#make(caller, patient, claimed, reference));
    await codes.useUp(claimed.id, made);
    return { patient, recordNumber, ...made };
  }

  /** What stands already is not sent again: a transaction that writes nothing would need more members than this one. */
  async #madeBefore(caller: Caller, patient: string, claimed: ClaimedCode): Promise<Linked | undefined> {
    if (!claimed.isResumed) return undefined;
    const { link } = await this.parts.links.read(caller, patient);
    const isMade = link?.recordNumber === claimed.recordNumber && link.origin === 'patient';
    return isMade ? { changedAt: link.changedAt } : undefined;
  }

  async #make(caller: Caller, patient: string, claimed: ClaimedCode, reference: string): Promise<Linked> {
    const { recordNumber, linkSalt: salt } = claimed;
    try {
      return changedView(await this.parts.links.link(caller, { patient, recordNumber, salt }, reference));
    } catch (error) {
      return await this.#giveBack(claimed, error);
    }
  }

  async #requireFree({ id, recordNumber }: ClaimedCode, patient: string): Promise<void> {
    if (!(await this.parts.records.isTaken(recordNumber, patient))) return;
    await this.parts.codes.release(id);
    throw new LedgerError('RECORD_TAKEN', 'the record is linked with another patient: ask the provider');
  }

  /** What may stand yet, or be tried again, keeps the code for the patient. */
  async #giveBack({ id }: ClaimedCode, error: unknown): Promise<never> {
    const isRefused = error instanceof LedgerError && !error.row.retryable && error.code !== 'OUTCOME_UNKNOWN';
    if (isRefused) await this.parts.codes.release(id);
    throw error;
  }
}
