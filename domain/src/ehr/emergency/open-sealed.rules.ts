/** Opening what stays sealed in an emergency: a second clinician agrees, or none does in time and a further reason is given. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import { readerIn } from '../session/request-access.rules';
import { isOpen, isSameReader, type Session } from '../session/session.schema';
import type { OpenSealed } from './emergency-commands.schema';
import type { SealedApproved, SealedOpened } from './emergency.events';
import { approvalSchema, SECOND_CLINICIAN_SECONDS } from './emergency.schema';

const SECOND = 1_000;

type Emergency = NonNullable<Session['emergency']>;
type Opening = NonNullable<Emergency['opening']>;

/**
 * A second clinician agrees that what is sealed is opened, at the reader's provider or at another. The first agreement
 * stands: another clinician's changes nothing.
 *
 * @throws LedgerError NOT_AN_EMERGENCY, SECOND_PERSON_NEEDED, SESSION_NOT_OPEN
 */
export function approveSealed(session: Session, by: Actor, now: Instant): Decision<Session, SealedApproved> {
  const emergency = emergencyOf(session);
  refuseUnless(by.name !== session.reader.name, 'SECOND_PERSON_NEEDED', 'who broke the glass is not the second');
  if (emergency.approval !== undefined) return { repeated: approved(session, emergency.approval) };
  refuseUnless(isOpen(session, now), 'SESSION_NOT_OPEN', 'the emergency was not allowed, or is over');
  const role = approvalSchema.shape.role.parse(by.role);
  const approval = { organisation: by.organisation, name: by.name, role, at: now };
  return {
    state: { ...session, emergency: { ...emergency, approval }, changedAt: now },
    event: approved(session, approval),
  };
}

/**
 * Who broke the glass opens what is sealed. Without a second clinician it counts when it was opened, not when that was
 * reported: it may have been while the ledger could not be reached. Once open it stays so.
 *
 * @throws LedgerError NOT_AN_EMERGENCY, SESSION_NOT_YOURS, SESSION_NOT_OPEN, SECOND_CLINICIAN_AWAITED
 */
export function openSealed(
  session: Session,
  { second }: OpenSealed,
  by: Actor,
  now: Instant,
): Decision<Session, SealedOpened> {
  const emergency = emergencyOf(session);
  const isReader = isSameReader(session.reader, readerIn(by));
  refuseUnless(isReader, 'SESSION_NOT_YOURS', 'who broke the glass alone opens what is sealed');
  if (emergency.opening !== undefined) return { repeated: opened(session, emergency.opening) };
  const opening = second.kind === 'approval' ? withSecond(emergency, now) : withoutSecond(emergency, second, now);
  refuseUnless(isOpen(session, opening.at), 'SESSION_NOT_OPEN', 'the emergency was not allowed, or was over');
  return {
    state: { ...session, emergency: { ...emergency, opening }, changedAt: now },
    event: opened(session, opening, now),
  };
}

function withSecond({ approval }: Emergency, now: Instant): Opening {
  refuseUnless(approval !== undefined, 'SECOND_CLINICIAN_AWAITED', 'no second clinician has agreed');
  return { at: now };
}

/** Nobody was asked before the glass was broken, and nothing is open after its commit, whatever a clock says. */
function withoutSecond(
  { at }: Emergency,
  { text, askedAt, openedAt }: Extract<OpenSealed['second'], { kind: 'none' }>,
  now: Instant,
): Opening {
  const from = askedAt > at ? askedAt : at;
  const to = openedAt < now ? openedAt : now;
  const hasWaited = Date.parse(to) - Date.parse(from) >= SECOND_CLINICIAN_SECONDS * SECOND;
  refuseUnless(hasWaited, 'SECOND_CLINICIAN_AWAITED', `a second clinician is waited for ${SECOND_CLINICIAN_SECONDS} s`);
  return { at: to, alone: { text, askedAt, openedAt } };
}

function emergencyOf({ emergency }: Session): Emergency {
  refuseUnless(emergency !== undefined, 'NOT_AN_EMERGENCY', 'nobody broke the glass for the session');
  return emergency;
}

function approved({ session, patient, reader }: Session, approval: NonNullable<Emergency['approval']>): SealedApproved {
  return { type: 'SealedApproved', version: 1, at: approval.at, session, patient, reader, approval };
}

function opened({ session, patient, reader }: Session, opening: Opening, at: Instant = opening.at): SealedOpened {
  return { type: 'SealedOpened', version: 1, at, session, patient, reader, opening };
}
