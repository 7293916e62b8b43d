/** The façade of what `EhrAccess` does about patients and guardians: the only file that knows these transactions' names. */
import {
  type AppointGuardian,
  type DismissGuardian,
  EHR_CONTRACT,
  type Patient,
  patientSchema,
  type RegisterPatient,
} from '@theriac/domain/ehr';
import type { PublicEvent } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';

/** What the contract does about patients; errors and `reference` as `ChannelLedger` says. */
export class PatientClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** The caller becomes known as a patient. @throws LedgerError PATIENT_ALREADY_REGISTERED */
  register(caller: Caller, command: RegisterPatient, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:RegisterPatient`, command, { reference });
  }

  /** Somebody acts for the patient. @throws LedgerError NOT_THE_PATIENT, GUARDIAN_ENDED, GUARDIAN_IS_PATIENT, GUARDIANS_FULL */
  appointGuardian(caller: Caller, command: AppointGuardian, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:AppointGuardian`, command, { reference });
  }

  /** Somebody acts for the patient no more. @throws LedgerError NOT_THE_PATIENT */
  dismissGuardian(caller: Caller, command: DismissGuardian, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:DismissGuardian`, command, { reference });
  }

  /** Which patient the caller is. @throws LedgerError PATIENT_NOT_FOUND */
  readMine(caller: Caller): Promise<Patient> {
    return this.ledger.evaluatePrivate(caller, `${EHR_CONTRACT}:ReadMyPatient`, {}, patientSchema);
  }

  /** A patient of whom the caller may know. @throws LedgerError PATIENT_NOT_FOUND, NOT_THE_PATIENT */
  read(caller: Caller, patient: string): Promise<Patient> {
    return this.ledger.evaluatePrivate(caller, `${EHR_CONTRACT}:ReadPatient`, { patient }, patientSchema);
  }
}
