/** Keeps alerts. */
import type { Alert, AlertCause, AlertClosure, Suspected } from '@theriac/domain/supply';
import type { Instant } from '@theriac/domain/ledger';
import { and, count, desc, eq, gt, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { type Database, type Executor, fromNow } from '../database';
import { alerts } from './alerts.table';

/** An alert as it stands. */
export type AlertRow = typeof alerts.$inferSelect;

/** Which alerts. */
export interface AlertFilter {
  readonly state: 'open' | 'closed' | undefined;
  /** The time and id of the last alert that was shown. */
  readonly after: readonly [firstAt: string, id: string] | undefined;
}

/** A closure, and who made it when. */
export interface Closed {
  readonly id: string;
  readonly closure: AlertClosure;
  readonly by: string;
  readonly at: Instant;
}

/** The store of alerts. */
export class AlertStore {
  constructor(private readonly db: Database) {}

  /** Counts a suspicion that is open already; its id, or undefined when it is new. */
  async countAgain(asker: string, cause: AlertCause, subject: string): Promise<string | undefined> {
    const [row] = await this.db
      .update(alerts)
      .set({ times: sql`${alerts.times} + 1`, lastAt: sql`now()` })
      .where(
        and(eq(alerts.asker, asker), eq(alerts.cause, cause), eq(alerts.subject, subject), isNull(alerts.closedAt)),
      )
      .returning({ id: alerts.id });
    return row?.id;
  }

  /** How many alerts an asker raised within the last milliseconds. */
  async raisedWithin(asker: string, milliseconds: number): Promise<number> {
    const [row] = await this.db
      .select({ raised: count() })
      .from(alerts)
      .where(and(eq(alerts.asker, asker), gt(alerts.firstAt, fromNow(-milliseconds))));
    return row?.raised ?? 0;
  }

  /** Keeps an alert that is raised here; false when the same suspicion is open already. */
  keep(alert: Alert, self: string, within: Executor): Promise<boolean> {
    return this.#insert(
      alert,
      self,
      subjectOf(alert.container === undefined ? alert.pack : { container: alert.container }),
      within,
    );
  }

  /**
   * Keeps an alert that its asker tells of. Only the asker counts: here every alert is a subject of its own, so that one
   * that overtakes its predecessor's closure on the way is kept all the same.
   */
  async keepTold(alert: Alert, asker: string, within: Executor): Promise<void> {
    await this.#insert(alert, asker, alert.id, within);
  }

  async find(id: string): Promise<AlertRow | undefined> {
    const [row] = await this.db.select().from(alerts).where(eq(alerts.id, id));
    return row;
  }

  /** Newest first. */
  list({ state, after }: AlertFilter, most: number): Promise<AlertRow[]> {
    const isInState = state === undefined ? undefined : (state === 'open' ? isNull : isNotNull)(alerts.closedAt);
    const isEarlier = after && sql`(${alerts.firstAt}, ${alerts.id}) < (${after[0]}::timestamptz, ${after[1]})`;
    const newestFirst = [desc(alerts.firstAt), desc(alerts.id)];
    return this.db
      .select()
      .from(alerts)
      .where(and(isInState, isEarlier))
      .orderBy(...newestFirst)
      .limit(most);
  }

  /** Closes an alert that is open; undefined when it was closed before, or is not here. */
  close(closed: Closed, within: Executor): Promise<AlertRow | undefined> {
    return this.#close(closed, isNull(alerts.closedAt), within);
  }

  /**
   * Closes an alert as another holder did. Of two closures that crossed on the way the earlier stands, and of two of one
   * moment that of the first name, so that all holders end with the same.
   */
  async closeTold(closed: Closed, within: Executor): Promise<void> {
    // Bytes, not a locale: every member's database must put names in the same order.
    const isEarlier = sql`(${closed.at}::timestamptz, ${closed.by}::text collate "C") < (${alerts.closedAt}, ${alerts.closedBy})`;
    await this.#close(closed, or(isNull(alerts.closedAt), isEarlier), within);
  }

  async #close(
    { id, closure, by, at }: Closed,
    when: SQL | undefined,
    within: Executor,
  ): Promise<AlertRow | undefined> {
    const [row] = await within
      .update(alerts)
      .set({ closure, closedBy: by, closedAt: new Date(at) })
      .where(and(eq(alerts.id, id), when))
      .returning();
    return row;
  }

  async #insert(alert: Alert, asker: string, subject: string, within: Executor): Promise<boolean> {
    const { id, cause, pack, container, holders } = alert;
    const at = new Date(alert.at);
    const { rowCount } = await within
      .insert(alerts)
      .values({ id, cause, asker, subject, pack, container, holders, firstAt: at, lastAt: at })
      .onConflictDoNothing();
    return rowCount === 1;
  }
}

/** What an alert is about as one text; a burst is about nothing single. */
export function subjectOf(suspected: Suspected | undefined): string {
  if (suspected === undefined) return '';
  if ('container' in suspected) return `(00)${suspected.container}`;
  return `(01)${suspected.gtin}(10)${suspected.lot}(21)${suspected.serial}`;
}
