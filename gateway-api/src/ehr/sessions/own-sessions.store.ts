/** Finds the session by which somebody here may be reading already. */
import type { Session } from '@theriac/domain/ehr';
import type { Instant } from '@theriac/domain/ledger';
import { and, desc, eq, gte, lt } from 'drizzle-orm';
import type { Caller } from '../../caller';
import type { Database } from '../../database';
import { ownSessions } from './own-sessions.table';

/** The store of the own people's sessions. */
export class OwnSessionStore {
  constructor(
    private readonly db: Database,
    private readonly now: () => Instant,
  ) {}

  /** Notes a session that was allowed; one that was denied is nothing to find. */
  async note({ session, patient, reader, askedAt, until }: Session): Promise<void> {
    if (until === undefined) return;
    const row = { session, patient, person: reader.name, role: reader.role, askedAt, until };
    await this.db.insert(ownSessions).values(row).onConflictDoNothing();
  }

  /** It was ended before its time, or opens nothing any more. */
  async noteEnded(session: string): Promise<void> {
    await this.db.update(ownSessions).set({ isEnded: true }).where(eq(ownSessions.session, session));
  }

  /** The newest session of the caller for a patient whose time is not over. */
  async newestOf({ person, role }: Caller, patient: string): Promise<string | undefined> {
    const { session, askedAt, until, isEnded } = ownSessions;
    const [row] = await this.db
      .select({ session })
      .from(ownSessions)
      .where(
        and(
          ...[eq(ownSessions.person, person), eq(ownSessions.role, role), eq(ownSessions.patient, patient)],
          ...[eq(isEnded, false), gte(until, this.now())],
        ),
      )
      .orderBy(desc(askedAt), desc(session))
      .limit(1);
    return row?.session;
  }

  /** Forgets sessions whose time is over. */
  async sweep(): Promise<void> {
    await this.db.delete(ownSessions).where(lt(ownSessions.until, this.now()));
  }
}
