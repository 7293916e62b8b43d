/** Emergencies of this gateway and their deeds in the database. */
import type { Session } from '@theriac/domain/ehr';
import { and, asc, desc, eq, lt, or } from 'drizzle-orm';
import type { Caller } from '../../caller/caller';
import type { Database, Executor, Transaction } from '../../database';
import { jobs } from '../../jobs/jobs.table';
import { type Deed, emergencyDeeds, ownEmergencies } from './own-emergencies.table';

/** An emergency as this gateway decided it. */
export type OwnEmergency = typeof ownEmergencies.$inferSelect;

/** What was done, and what the ledger knows of it. */
export type DeedRow = typeof emergencyDeeds.$inferSelect;

/** What the ledger knows of an emergency: that it is yet to hear of it, all of it, or that it refused the first word. */
export type Standing = DeedRow['state'];

/** What came of telling the ledger. */
export interface Told {
  readonly transactionId?: string;
  readonly refusal?: string;
}

/** The store. */
export class OwnEmergencyStore {
  constructor(private readonly db: Database) {}

  async insert(state: Session, caller: Caller, within: Transaction): Promise<void> {
    const { session, patient } = state;
    await within.insert(ownEmergencies).values({ session, patient, state, caller });
  }

  /** Locked until the transaction ends: deeds of one emergency take turns. */
  async lock(session: string, within: Transaction): Promise<OwnEmergency | undefined> {
    const [row] = await within.select().from(ownEmergencies).where(eq(ownEmergencies.session, session)).for('update');
    return row;
  }

  async find(session: string, within: Executor = this.db): Promise<OwnEmergency | undefined> {
    const [row] = await within.select().from(ownEmergencies).where(eq(ownEmergencies.session, session));
    return row;
  }

  async change(state: Session, within: Transaction): Promise<void> {
    await within.update(ownEmergencies).set({ state }).where(eq(ownEmergencies.session, state.session));
  }

  /** The breaking of the glass alone says whether the ledger knows of the emergency, and whether it refused it. */
  async standing(session: string, within: Executor = this.db): Promise<Standing | undefined> {
    const { state, kind } = emergencyDeeds;
    const [row] = await within
      .select({ state })
      .from(emergencyDeeds)
      .where(and(eq(emergencyDeeds.session, session), eq(kind, 'break')));
    return row?.state;
  }

  async addDeed(deed: Deed, caller: Caller, within: Transaction): Promise<void> {
    const { session } = deed.command;
    await within.insert(emergencyDeeds).values({ ...deed, session, caller });
  }

  async findDeed(number: number): Promise<DeedRow | undefined> {
    const [row] = await this.db.select().from(emergencyDeeds).where(eq(emergencyDeeds.number, number));
    return row;
  }

  /** The first deed of an emergency of which the ledger does not know. */
  async firstPending(session: string, within: Executor): Promise<DeedRow | undefined> {
    const [row] = await within
      .select()
      .from(emergencyDeeds)
      .where(and(eq(emergencyDeeds.session, session), eq(emergencyDeeds.state, 'pending')))
      .orderBy(asc(emergencyDeeds.number))
      .limit(1);
    return row;
  }

  async settle(number: number, { transactionId, refusal }: Told, within: Transaction): Promise<void> {
    const state = refusal === undefined ? 'committed' : 'refused';
    await within
      .update(emergencyDeeds)
      .set({ state, transactionId: transactionId ?? null, refusal: refusal ?? null })
      .where(eq(emergencyDeeds.number, number));
  }

  async begun(number: number, job: string, attempts: number, within: Transaction): Promise<void> {
    await within.update(emergencyDeeds).set({ job, attempts }).where(eq(emergencyDeeds.number, number));
  }

  /** Sessions whose job was given up though the ledger does not know yet. */
  async stranded(): Promise<string[]> {
    const rows = await this.db
      .select({ session: emergencyDeeds.session })
      .from(emergencyDeeds)
      .innerJoin(jobs, eq(jobs.id, emergencyDeeds.job))
      .where(and(eq(emergencyDeeds.state, 'pending'), eq(jobs.state, 'failed')));
    return rows.map(({ session }) => session);
  }

  /** Whether the job of a deed was given up. */
  async isGivenUp({ job }: DeedRow, within: Executor): Promise<boolean> {
    if (job === null) return false;
    const [row] = await within.select({ state: jobs.state }).from(jobs).where(eq(jobs.id, job));
    return row?.state === 'failed';
  }

  /** Emergencies of which the ledger does not know, or which it refused, the newest first. */
  async listUntold(after: readonly [at: string, session: string] | undefined, limit: number): Promise<OwnEmergency[]> {
    const { session, at } = ownEmergencies;
    const [before, last] = after ?? [];
    return this.db
      .select({
        session,
        at,
        patient: ownEmergencies.patient,
        state: ownEmergencies.state,
        caller: ownEmergencies.caller,
      })
      .from(ownEmergencies)
      .innerJoin(emergencyDeeds, and(eq(emergencyDeeds.session, session), eq(emergencyDeeds.kind, 'break')))
      .where(
        and(
          or(eq(emergencyDeeds.state, 'pending'), eq(emergencyDeeds.state, 'refused')),
          before === undefined || last === undefined
            ? undefined
            : or(lt(at, new Date(before)), and(eq(at, new Date(before)), lt(session, last))),
        ),
      )
      .orderBy(desc(at), desc(session))
      .limit(limit);
  }
}
