/** Lists of emergencies as the ledger tells of them, and the setting of roles. */
import type { BreakGlassSetting, ReviewState } from '@theriac/domain/ehr';
import type { Instant } from '@theriac/domain/ledger';
import { and, desc, eq, gte, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { Database, Executor } from '../../database';
import { breakGlassSettings, emergencies } from './emergencies.table';

/** An emergency as the ledger tells of it. */
export type LedgerEmergency = typeof emergencies.$inferSelect;

/** The place in a list after which it goes on. */
export type ListPlace = readonly [askedAt: Instant, session: string];

/** The store. */
export class EmergencyStore {
  constructor(
    private readonly db: Database,
    private readonly organisation: string,
  ) {}

  async find(session: string, within: Executor = this.db): Promise<LedgerEmergency | undefined> {
    const [row] = await within.select().from(emergencies).where(eq(emergencies.session, session));
    return row;
  }

  /** Emergencies of the own organisation's people, the newest first. */
  listOwn(
    state: ReviewState | undefined,
    now: Instant,
    after: ListPlace | undefined,
    limit: number,
  ): Promise<LedgerEmergency[]> {
    const isOwn = eq(emergencies.organisation, this.organisation);
    return this.#list(and(isOwn, inState(state, now)), after, limit);
  }

  /** Emergencies for a patient, at whichever provider, the newest first. */
  listOf(patient: string, after: ListPlace | undefined, limit: number): Promise<LedgerEmergency[]> {
    return this.#list(eq(emergencies.patient, patient), after, limit);
  }

  /** What the own organisation said about who may break the glass. */
  async setting(within: Executor = this.db): Promise<BreakGlassSetting | undefined> {
    const { organisation } = breakGlassSettings;
    const [row] = await within.select().from(breakGlassSettings).where(eq(organisation, this.organisation));
    return row;
  }

  #list(which: SQL | undefined, after: ListPlace | undefined, limit: number): Promise<LedgerEmergency[]> {
    const { askedAt, session } = emergencies;
    const [at, last] = after ?? [];
    const isAfter =
      at === undefined || last === undefined ? undefined : or(lt(askedAt, at), and(eq(askedAt, at), lt(session, last)));
    return this.db
      .select()
      .from(emergencies)
      .where(and(which, isAfter))
      .orderBy(desc(askedAt), desc(session))
      .limit(limit);
  }
}

/** As `reviewStateOf` of the domain has it. */
function inState(state: ReviewState | undefined, now: Instant): SQL | undefined {
  switch (state) {
    case undefined:
      return undefined;
    case 'closed':
      return isNotNull(emergencies.reviewedAt);
    case 'open':
      return and(isNull(emergencies.reviewedAt), gte(emergencies.reviewDue, now));
    case 'overdue':
      return and(isNull(emergencies.reviewedAt), lt(emergencies.reviewDue, now));
  }
}
