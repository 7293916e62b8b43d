/** What links are judged by, read in one place. */
import type { EmergencyLinkSituation, LinkingSituation } from '@theriac/domain/ehr';
import type { EhrContext } from './ehr.context';

/** A patient's record at a provider. */
interface AtProvider {
  readonly patient: string;
  readonly provider: string;
}

/** @throws LedgerError PATIENT_NOT_FOUND, UNKNOWN_MEMBER */
export async function loadLinking(ctx: EhrContext, { patient, provider }: AtProvider): Promise<LinkingSituation> {
  return {
    patient: await ctx.patients.get(patient),
    existing: await ctx.linksOf(provider).find(patient),
    emergency: await ctx.emergencyLinks.find(patient, provider),
  };
}

/** @throws LedgerError PATIENT_NOT_FOUND */
export async function loadEmergencyLink(
  ctx: EhrContext,
  { patient, provider }: AtProvider,
): Promise<EmergencyLinkSituation> {
  return {
    patient: await ctx.patients.get(patient),
    last: await ctx.emergencyLinks.find(patient, provider),
  };
}
