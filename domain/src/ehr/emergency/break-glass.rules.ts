/** Breaking the glass: no consent is asked, every time is recorded and reviewed. */
import { type Actor, type Decision, type Instant, instantOf, refuseUnless } from '../../ledger';
import type { Patient } from '../patient/patient.schema';
import { readerIn } from '../session/request-access.rules';
import { isSameReader, type SessionReader, type Session } from '../session/session.schema';
import {
  type BreakGlassSetting,
  type BreakingRole,
  type SetBreakGlassRoles,
  USUAL_BREAKING_ROLES,
} from './break-glass-setting.schema';
import type { BreakGlass } from './emergency-commands.schema';
import type { BreakGlassRolesSet, GlassBroken } from './emergency.events';
import { EMERGENCY_HOURS, LATE_SECONDS, REVIEW_HOURS } from './emergency.schema';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** What a broken glass is judged by. The patient's consents are not among it. */
export interface BreakingSituation {
  readonly patient: Pick<Patient, 'patient'>;
  readonly existing: Session | undefined;
  /** Of the reader's organisation, when it made one. */
  readonly setting: BreakGlassSetting | undefined;
}

/**
 * Records a broken glass. Four hours are counted from when it happened, so that a late report opens nothing for longer. A role
 * that the provider does not let is denied and recorded like the others: what it reports late may have been read already.
 *
 * @throws LedgerError SESSION_ID_TAKEN
 */
export function breakGlass(
  { patient, existing, setting }: BreakingSituation,
  command: BreakGlass,
  by: Actor,
  now: Instant,
): Decision<Session, GlassBroken> {
  const reader = readerIn(by);
  if (existing !== undefined) {
    const known = sameBreakingOf(existing, command, reader);
    refuseUnless(known !== undefined, 'SESSION_ID_TAKEN', 'the id stands for another session');
    return { repeated: broken(existing, known) };
  }
  const emergency = emergencyOf(command, now);
  const isAllowed = breakingRolesOf(setting).some((role) => role === by.role);
  const state: Session = {
    ...{ session: command.session, patient: patient.patient, reader, purpose: 'BTG', isAllowed },
    reason: isAllowed ? 'emergency' : 'role-not-permitted',
    askedAt: now,
    ...(isAllowed && { until: after(emergency.at, EMERGENCY_HOURS * HOUR) }),
    emergency,
    changedAt: now,
  };
  return { state, event: broken(state, emergency) };
}

/** The roles that may break the glass at a provider. */
export function breakingRolesOf(setting: BreakGlassSetting | undefined): readonly BreakingRole[] {
  return setting?.roles ?? USUAL_BREAKING_ROLES;
}

/** A provider says which roles may break the glass there. The same again is a success. */
export function setBreakGlassRoles(
  existing: BreakGlassSetting | undefined,
  { roles }: SetBreakGlassRoles,
  { organisation }: Actor,
  now: Instant,
): Decision<BreakGlassSetting, BreakGlassRolesSet> {
  const state: BreakGlassSetting = { organisation, roles: [...roles].sort(), changedAt: now };
  if (existing !== undefined && String(existing.roles) === String(state.roles)) return { repeated: rolesSet(existing) };
  return { state, event: rolesSet(state) };
}

type Emergency = NonNullable<Session['emergency']>;

/** A clock that runs ahead makes no emergency longer: nothing happens after its commit. */
function emergencyOf({ reason, text, at }: BreakGlass, now: Instant): Emergency {
  return {
    ...{ reason, text, at: at < now ? at : now },
    isLate: Date.parse(now) - Date.parse(at) > LATE_SECONDS * SECOND,
    // Since the commit: before it no privacy officer could know.
    reviewDue: after(now, REVIEW_HOURS * HOUR),
  };
}

function sameBreakingOf(existing: Session, command: BreakGlass, reader: SessionReader): Emergency | undefined {
  const { patient, emergency } = existing;
  const isSame =
    isSameReader(existing.reader, reader) &&
    patient === command.patient &&
    emergency?.reason === command.reason &&
    emergency.text === command.text;
  return isSame ? emergency : undefined;
}

function after(moment: Instant, milliseconds: number): Instant {
  return instantOf(Date.parse(moment) + milliseconds);
}

function broken(session: Session, { reason, text, at, isLate, reviewDue }: Emergency): GlassBroken {
  const { session: id, patient, reader, isAllowed, until } = session;
  return {
    ...{ type: 'GlassBroken', version: 1, at: session.askedAt },
    ...{ session: id, patient, reader, isAllowed, reason: session.reason },
    ...(until && { until }),
    emergency: { reason, text, at, isLate, reviewDue },
  };
}

function rolesSet({ organisation, roles, changedAt }: BreakGlassSetting): BreakGlassRolesSet {
  return { type: 'BreakGlassRolesSet', version: 1, at: changedAt, organisation, roles };
}
