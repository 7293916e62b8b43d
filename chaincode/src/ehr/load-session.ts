/** What sessions and emergencies are judged by, read in one place. */
import {
  type AccessSituation,
  type AnchoringSituation,
  type AnchorRecords,
  type BreakGlass,
  type BreakingSituation,
  type RequestAccess,
  type RequestingSituation,
  requireCustody,
  type Session,
} from '@theriac/domain/ehr';
import type { EhrContext } from './ehr.context';

/** A session and its patient. */
interface SessionOfPatient {
  readonly session: Session;
  readonly patient: AccessSituation['patient'];
}

/** @throws LedgerError SESSION_NOT_FOUND, PATIENT_NOT_FOUND */
export async function loadSession(ctx: EhrContext, id: string): Promise<SessionOfPatient> {
  const session = await ctx.sessions.get(id);
  return { session, patient: await ctx.patients.get(session.patient) };
}

/** @throws LedgerError PATIENT_NOT_FOUND */
export async function loadAccess(ctx: EhrContext, patient: string): Promise<AccessSituation> {
  return { patient: await ctx.patients.get(patient), given: await ctx.givenConsents.find(patient) };
}

/** @throws LedgerError PATIENT_NOT_FOUND */
export async function loadRequesting(
  ctx: EhrContext,
  { session, patient }: RequestAccess,
): Promise<RequestingSituation> {
  return { ...(await loadAccess(ctx, patient)), existing: await ctx.sessions.find(session) };
}

/** @throws LedgerError PATIENT_NOT_FOUND */
export async function loadBreaking(
  ctx: EhrContext,
  { session, patient }: BreakGlass,
  organisation: string,
): Promise<BreakingSituation & Pick<AccessSituation, 'patient'>> {
  return {
    patient: await ctx.patients.get(patient),
    existing: await ctx.sessions.find(session),
    setting: await ctx.breakGlassSettings.find(organisation),
  };
}

/** @throws LedgerError PATIENT_NOT_FOUND */
export async function loadAnchorings(
  ctx: EhrContext,
  { batches }: AnchorRecords,
  custodian: string,
): Promise<readonly AnchoringSituation[]> {
  return Promise.all(
    batches.map(async (batch) => {
      await ctx.patients.get(batch.patient);
      requireCustody(await ctx.erasures.find(batch.patient), custodian);
      return { batch, known: await ctx.recordLogs.find(batch.patient, custodian) };
    }),
  );
}
