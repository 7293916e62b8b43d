/** What the journal is told of an emergency. */
import type { Session } from '@theriac/domain/ehr';
import type { JournalDraft } from '@theriac/domain/journal';
import type { Caller } from '../../caller/caller';

/** Drafts an entry: who did something behind a broken glass, and what came of it. */
export function emergencyDraft(
  { session, patient, emergency }: Session,
  { organisation, role, person }: Caller,
  outcome: JournalDraft['outcome'],
  what: JournalDraft['what'] = {},
): JournalDraft {
  return {
    kind: 'emergency',
    purpose: 'BTG',
    by: { organisation, role, name: person },
    patient,
    what: { session, ...(emergency && { reason: emergency.reason }), ...what },
    outcome,
  };
}
