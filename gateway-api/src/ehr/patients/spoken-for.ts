/** For whom a caller speaks: patients for themselves, guardians for whom they name. The ledger says whether they do. */
import { type Patient, patientIdSchema } from '@theriac/domain/ehr';
import { invalidInput, refuseUnless } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { PatientClient } from './patient.client';

/** What a body or a query says of the patient: patients need not. */
export const spokenForShape = { patient: patientIdSchema.optional() };

/**
 * The patient for whom a caller speaks, as the ledger has them now. A caller with an own key signs the question, and so
 * shows that the certificate which they brought is theirs.
 *
 * @param named the patient's id
 * @throws LedgerError PATIENT_NOT_FOUND, NOT_THE_PATIENT; INVALID_INPUT when a guardian names nobody
 */
export async function spokenFor(client: PatientClient, caller: Caller, named: string | undefined): Promise<Patient> {
  if (named !== undefined) return client.read(caller, named);
  if (caller.role === 'patient') return client.readMine(caller);
  throw invalidInput([{ field: 'patient', rule: 'must name the patient, unless the patient asks' }]);
}

/** Refuses staff where the contract would not: what they may do, they do elsewhere. @throws LedgerError NOT_PERMITTED */
export function requireVoice({ role }: Caller): void {
  const isVoice = role === 'patient' || role === 'guardian';
  refuseUnless(isVoice, 'NOT_PERMITTED', 'this is for patients and their guardians');
}
