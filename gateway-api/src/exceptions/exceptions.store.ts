/** Keeps exceptions: opened once for each subject, closed once. */
import { randomUUID } from 'node:crypto';
import type { ExceptionKind, ExceptionResolution } from '@theriac/domain/epcis';
import { and, desc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Caller } from '../caller';
import type { Database, Executor } from '../database';
import { eventExceptions } from './exceptions.table';

/** An exception as it stands. */
export type ExceptionRow = typeof eventExceptions.$inferSelect;

/** An exception that begins. */
export interface NewException {
  readonly kind: ExceptionKind;
  /** A sentence's end without values, or a code of the vocabulary and its detail. */
  readonly reason: string;
  readonly event?: number | undefined;
  readonly shipment?: string | undefined;
}

/** Which exceptions. */
export interface ExceptionFilter {
  readonly state: 'open' | 'closed' | undefined;
  readonly kind: ExceptionKind | undefined;
  /** The time and id of the last exception that was shown. */
  readonly after: readonly [openedAt: string, id: string] | undefined;
}

/** The store of exceptions. */
export class ExceptionStore {
  constructor(private readonly db: Database) {}

  /** Opens an exception, unless the same is open. */
  async open({ kind, reason, event, shipment }: NewException, within: Executor = this.db): Promise<void> {
    const subject = shipment === undefined ? `event ${event ?? ''}` : `shipment ${shipment}`;
    await within
      .insert(eventExceptions)
      .values({ id: randomUUID(), kind, subject, reason, event: event ?? null, shipment: shipment ?? null })
      .onConflictDoNothing();
  }

  /** Whether a shipment ever had an exception of a kind: one that a person closed is not opened again. */
  async isKnown(kind: ExceptionKind, shipment: string): Promise<boolean> {
    const rows = await this.db
      .select({ id: eventExceptions.id })
      .from(eventExceptions)
      .where(and(eq(eventExceptions.kind, kind), eq(eventExceptions.subject, `shipment ${shipment}`)))
      .limit(1);
    return rows.length > 0;
  }

  /** What an event left before it began anew, or while it waited, is settled: it was applied after all, or needs not be. */
  async closeOf(event: number, before: Date, within: Executor): Promise<void> {
    const { event: of, openedAt, closedAt, kind } = eventExceptions;
    await within
      .update(eventExceptions)
      .set({ resolution: 'applied', closedAt: sql`now()` })
      .where(and(eq(of, event), or(lt(openedAt, before), eq(kind, 'wrong-receiver')), isNull(closedAt)));
  }

  async find(id: string): Promise<ExceptionRow | undefined> {
    const [row] = await this.db.select().from(eventExceptions).where(eq(eventExceptions.id, id));
    return row;
  }

  /** Newest first. */
  list({ state, kind, after }: ExceptionFilter, most: number): Promise<ExceptionRow[]> {
    const { openedAt, id, closedAt } = eventExceptions;
    const isInState = state === undefined ? undefined : (state === 'open' ? isNull : isNotNull)(closedAt);
    const isEarlier = after && sql`(${openedAt}, ${id}) < (${after[0]}::timestamptz, ${after[1]})`;
    return this.db
      .select()
      .from(eventExceptions)
      .where(and(isInState, kind === undefined ? undefined : eq(eventExceptions.kind, kind), isEarlier))
      .orderBy(desc(openedAt), desc(id))
      .limit(most);
  }

  /** Closes an exception; the first resolution stands. Undefined when there is none with this id. */
  async close(id: string, resolution: ExceptionResolution, by: Caller): Promise<ExceptionRow | undefined> {
    await this.db
      .update(eventExceptions)
      .set({ resolution, closedBy: by.person, closedByRole: by.role, closedAt: sql`now()` })
      .where(and(eq(eventExceptions.id, id), isNull(eventExceptions.closedAt)));
    return this.find(id);
  }
}
