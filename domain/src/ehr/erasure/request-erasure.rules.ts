/** How an erasure begins: by the patient themselves, or on their written request by a privacy officer at home. */
import { type Decision, type Instant, LedgerError, refuseUnless } from '../../ledger';
import type { Patient } from '../patient/patient.schema';
import { isPatient, type Speaker } from '../patient/speaker.rules';
import type { RequestErasure } from './erasure-commands.schema';
import type { ErasureStatement } from './erasure-statement.schema';
import type { ErasureRequested } from './erasure.events';
import type { Erasure } from './erasure.schema';

/** What a request is judged by. */
export interface ErasingSituation {
  readonly patient: Patient;
  /** The patient's erasure, if one stands already. */
  readonly existing: Erasure | undefined;
  /** What stayed of an erasure under the id, if there was one. */
  readonly statement: ErasureStatement | undefined;
  /** All that hold the patients' collection: each is asked, since which of them has a link no other can know. */
  readonly providers: readonly string[];
}

/**
 * Begins an erasure. The same again is a success. No guardian does this: nobody could ask the patient afterwards.
 *
 * @throws LedgerError NOT_THE_PATIENT, ERASURE_REASON_WRONG, ERASURE_STANDS, ERASURE_ID_TAKEN
 */
export function requestErasure(
  { patient, existing, statement, providers }: ErasingSituation,
  { erasure, reason }: RequestErasure,
  by: Speaker,
  now: Instant,
): Decision<Erasure, ErasureRequested> {
  const onBehalf = behalfOf(patient, reason, by);
  if (existing !== undefined) {
    refuseUnless(existing.erasure === erasure, 'ERASURE_STANDS', 'another erasure of the patient stands');
    return { repeated: requested(existing) };
  }
  refuseUnless(statement === undefined, 'ERASURE_ID_TAKEN', 'the id stands for another erasure');
  const state: Erasure = {
    ...{ patient: patient.patient, erasure, requestedAt: now },
    ...(onBehalf && { onBehalf }),
    answers: providers.map((provider) => ({ provider })),
    changedAt: now,
  };
  return { state, event: requested(state) };
}

function behalfOf(patient: Patient, reason: string | undefined, by: Speaker): Erasure['onBehalf'] {
  const { role, organisation, name } = by.actor;
  const isOfficer = role === 'privacy-officer' && organisation === patient.home;
  refuseUnless(
    isOfficer || isPatient(patient, by),
    'NOT_THE_PATIENT',
    'the patient asks for their erasure, or a privacy officer at home for them',
  );
  if (isOfficer === (reason === undefined))
    throw new LedgerError('ERASURE_REASON_WRONG', 'reason: a privacy officer gives one, and a patient none');
  return reason === undefined ? undefined : { by: name, reason };
}

function requested({ patient, erasure, onBehalf, requestedAt }: Erasure): ErasureRequested {
  return {
    ...{ type: 'ErasureRequested', version: 1, at: requestedAt, patient, erasure },
    ...(onBehalf && { onBehalf }),
  };
}
