/** The façade of what `EhrAccess` does about links: the only file that knows these transactions' names. */
import {
  type AnswerEmergencyLink,
  EHR_CONTRACT,
  type EmergencyLink,
  emergencyLinkSchema,
  type Link,
  type LinkInEmergency,
  type LinkRecord,
  linkSchema,
  type ReviewEmergencyLink,
} from '@theriac/domain/ehr';
import type { PublicEvent } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';

const standingSchema = z.strictObject({ link: linkSchema.nullable(), emergency: emergencyLinkSchema.nullable() });

/** A patient's link here as the ledger has it, with what staff did in an emergency. */
export interface StandingLink {
  readonly link: Link | null;
  readonly emergency: EmergencyLink | null;
}

/** What the contract does about links at this provider; errors and `reference` as `ChannelLedger` says. */
export class LinkClient {
  /** @param self the own provider: its peer alone endorses what its own collection holds */
  constructor(
    private readonly ledger: ChannelLedger,
    private readonly self: { readonly name: string; readonly mspId: string },
  ) {}

  /** The own record is the patient's. @throws LedgerError NOT_THE_PATIENT, EMERGENCY_LINK_MISSING, RECORD_ALREADY_LINKED */
  link(caller: Caller, command: Omit<LinkRecord, 'provider'>, reference: string): Promise<Committed<PublicEvent>> {
    const whole = { ...command, provider: this.self.name };
    return this.#submitHere(caller, 'LinkRecord', whole, reference);
  }

  /** The own record is the patient's no more. @throws LedgerError NOT_THE_PATIENT, RECORD_NOT_LINKED */
  unlink(caller: Caller, patient: string, reference: string): Promise<Committed<PublicEvent>> {
    return this.#submitHere(caller, 'UnlinkRecord', { patient, provider: this.self.name }, reference);
  }

  /** Staff report a patient who cannot speak. @throws LedgerError EMERGENCY_LINK_REVIEW_OPEN */
  linkInEmergency(caller: Caller, command: LinkInEmergency, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:LinkInEmergency`, command, { reference });
  }

  /** The patient says whether it was right. @throws LedgerError NOT_THE_PATIENT, EMERGENCY_LINK_MISSING */
  answerEmergency(caller: Caller, command: AnswerEmergencyLink, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:AnswerEmergencyLink`, command, { reference });
  }

  /** A privacy officer's finding. @throws LedgerError EMERGENCY_LINK_MISSING, SECOND_PERSON_NEEDED, REVIEW_CLOSED */
  reviewEmergency(caller: Caller, command: ReviewEmergencyLink, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:ReviewEmergencyLink`, command, { reference });
  }

  /** The patient's link here. @throws LedgerError PATIENT_NOT_FOUND, NOT_THE_PATIENT */
  read(caller: Caller, patient: string): Promise<StandingLink> {
    const question = { patient, provider: this.self.name };
    return this.ledger.evaluatePrivate(caller, `${EHR_CONTRACT}:ReadLink`, question, standingSchema);
  }

  #submitHere(caller: Caller, transaction: string, command: unknown, reference: string) {
    const options = { reference, endorsers: [this.self.mspId] };
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:${transaction}`, command, options);
  }
}
