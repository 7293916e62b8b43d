/** The session by which a caller reads a patient's record when they name none: their open one; patients just get theirs. */
import { LedgerError } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { DrawnIds } from '../drawn-ids';
import type { OwnSessionStore } from './own-sessions.store';
import type { SessionClient } from './session.client';

/** What finding sessions needs. */
export interface ReadingSessionsParts {
  readonly client: SessionClient;
  readonly own: OwnSessionStore;
  readonly ids: DrawnIds;
}

/** Finds, or opens, the session of a reading. */
export class ReadingSessions {
  constructor(private readonly parts: ReadingSessionsParts) {}

  /**
   * Reads by the caller's open session for the patient. For patients and guardians one is opened by itself: their own
   * reading is told to them as everybody's.
   *
   * @throws LedgerError ACCESS_SESSION_NEEDED when none is open, PATIENT_NOT_FOUND; and what `read` throws
   */
  async read<T>(caller: Caller, patient: string, reference: string, read: (session: string) => Promise<T>): Promise<T> {
    const { own } = this.parts;
    const found = await own.newestOf(caller, patient);
    if (found !== undefined) {
      try {
        return await read(found);
      } catch (error) {
        if (!(error instanceof LedgerError) || error.code !== 'SESSION_NOT_OPEN') throw error;
        // The patient ended it, or took back what it was allowed by.
        await own.noteEnded(found);
      }
    }
    return read(await this.#openOwn(caller, patient, reference));
  }

  async #openOwn(caller: Caller, patient: string, reference: string): Promise<string> {
    const { client, own, ids } = this.parts;
    if (caller.role !== 'patient' && caller.role !== 'guardian') throw needed('ask for one for this patient first');
    const session = ids.of('session', reference);
    await client.request(caller, { session, patient, purpose: 'PATRQT' }, reference);
    const { session: decided } = await client.readForRelease(caller, session);
    if (!decided.isAllowed) throw needed(`it was denied: ${decided.reason}`);
    await own.note(decided);
    return session;
  }
}

function needed(why: string): LedgerError {
  return new LedgerError('ACCESS_SESSION_NEEDED', why);
}
