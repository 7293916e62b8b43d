/** What erasures are judged by, read in one place. */
import {
  type ConfirmingSituation,
  type EraseLink,
  type ErasingLinkSituation,
  type ErasingSituation,
  PATIENTS_COLLECTION,
  type PurgePatient,
  type PurgingSituation,
  type RequestErasure,
} from '@theriac/domain/ehr';
import type { EhrContext } from './ehr.context';

/** @throws LedgerError PATIENT_NOT_FOUND */
export async function loadErasing(
  ctx: EhrContext,
  { patient, erasure }: Pick<RequestErasure, 'patient' | 'erasure'>,
): Promise<ErasingSituation> {
  return {
    patient: await ctx.patients.get(patient),
    existing: await ctx.erasures.find(patient),
    statement: await ctx.erasureStatements.find(erasure),
    providers: ctx.collectionNamed(PATIENTS_COLLECTION).members,
  };
}

/** @throws LedgerError ERASURE_NOT_FOUND */
export async function loadErasingLink(
  ctx: EhrContext,
  { patient, transactions }: EraseLink,
  provider: string,
): Promise<ErasingLinkSituation> {
  const events = ctx.privateEventsOf(provider);
  return {
    erasure: await ctx.erasures.get(patient),
    events: await loadFound(transactions, (one) => events.find(one)),
  };
}

/** @throws LedgerError ERASURE_NOT_FOUND */
export async function loadConfirming(ctx: EhrContext, patient: string, provider: string): Promise<ConfirmingSituation> {
  return { erasure: await ctx.erasures.get(patient), isLinkLeft: await ctx.linksOf(provider).isThere(patient) };
}

/** @throws LedgerError PATIENT_NOT_FOUND, ERASURE_NOT_FOUND */
export async function loadPurging(
  ctx: EhrContext,
  { patient, sessions, transactions }: PurgePatient,
): Promise<PurgingSituation> {
  return {
    patient: await ctx.patients.get(patient),
    erasure: await ctx.erasures.get(patient),
    sessions: await loadFound(sessions, (one) => ctx.sessions.find(one)),
    events: await loadFound(transactions, (one) => ctx.privateEvents.find(one)),
    emergencyLinks: await loadFound(ctx.memberNames, (member) => ctx.emergencyLinks.find(patient, member)),
  };
}

/** How much lies under keys that a patient's id leads to. */
export async function countLeft(ctx: EhrContext, patient: string): Promise<Readonly<Record<string, number>>> {
  const perMember = (find: (member: string) => Promise<unknown>) => loadFound(ctx.memberNames, find);
  const links = await Promise.all(ctx.memberNames.map((member) => ctx.linksOf(member).isThere(patient)));
  return {
    patients: (await ctx.patients.isThere(patient)) ? 1 : 0,
    consents: (await ctx.givenConsents.isThere(patient)) ? 1 : 0,
    erasures: (await ctx.erasures.isThere(patient)) ? 1 : 0,
    recordLogs: (await perMember((member) => ctx.recordLogs.find(patient, member))).length,
    emergencyLinks: (await perMember((member) => ctx.emergencyLinks.find(patient, member))).length,
    links: links.filter(Boolean).length,
  };
}

async function loadFound<Key, State>(
  keys: readonly Key[],
  find: (key: Key) => Promise<State | undefined>,
): Promise<NonNullable<State>[]> {
  const found = await Promise.all(keys.map(find));
  return found.filter((one): one is NonNullable<typeof one> => one !== undefined);
}
