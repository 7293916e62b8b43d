/** What this organisation owes others: written with the change that owes it, kept until it is acknowledged. */
import { randomUUID } from 'node:crypto';
import { and, asc, count, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm';
import { type Database, type Executor, fromNow } from '../database';
import type { MessageKind } from '../members/member-kinds';
import { outboxMessages } from './outbox.table';

/** A message as it stands. */
export type OutboxRow = typeof outboxMessages.$inferSelect;

/** A message that this process is sending. */
export interface HeldMessage extends OutboxRow {
  readonly leaseToken: string;
}

/** The sending end's store. */
export class OutboxStore {
  constructor(
    private readonly db: Database,
    private readonly leaseMs: number,
  ) {}

  /**
   * Owes a message; inside the transaction of the change that owes it. Its id, which names it to the receiver.
   *
   * @param about a path of this gateway, for those who look at what is owed
   */
  async owe<Body>(
    receiver: string,
    kind: MessageKind<Body>,
    body: Body,
    within: Executor,
    about?: string,
  ): Promise<string> {
    const id = randomUUID();
    await within
      .insert(outboxMessages)
      .values({ id, receiver, kind: kind.name, body: kind.body.parse(body), about: about ?? null });
    return id;
  }

  /** Takes messages whose time has come, of receivers that nobody is sending to in this process. */
  async claim(most: number): Promise<HeldMessage[]> {
    const leaseToken = randomUUID();
    const next = this.db
      .select({ id: outboxMessages.id })
      .from(outboxMessages)
      .where(
        and(
          isNull(outboxMessages.acknowledgedAt),
          sql`${outboxMessages.nextAttemptAt} <= now()`,
          sql`(${outboxMessages.leaseUntil} is null or ${outboxMessages.leaseUntil} < now())`,
        ),
      )
      .orderBy(asc(outboxMessages.nextAttemptAt))
      .limit(most)
      .for('update', { skipLocked: true });
    const rows = await this.db
      .update(outboxMessages)
      .set({ leaseToken, leaseUntil: fromNow(this.leaseMs), attempts: sql`${outboxMessages.attempts} + 1` })
      .where(inArray(outboxMessages.id, next))
      .returning();
    return rows.map((row) => ({ ...row, leaseToken }));
  }

  /** The receiver has it: the body is no longer needed here. */
  async acknowledge({ id }: HeldMessage): Promise<void> {
    await this.db
      .update(outboxMessages)
      .set({ acknowledgedAt: sql`now()`, body: null, lastFault: null, leaseToken: null, leaseUntil: null })
      .where(eq(outboxMessages.id, id));
  }

  /** It did not arrive, or was refused: try again later. */
  async postpone({ id, leaseToken }: HeldMessage, inMs: number, fault: string): Promise<void> {
    await this.db
      .update(outboxMessages)
      .set({ nextAttemptAt: fromNow(inMs), lastFault: fault, leaseToken: null, leaseUntil: null })
      .where(and(eq(outboxMessages.id, id), eq(outboxMessages.leaseToken, leaseToken)));
  }

  /** Makes everything owed to a receiver due now: it has just shown that it is there. */
  async hasten(receiver: string): Promise<void> {
    await this.db
      .update(outboxMessages)
      .set({ nextAttemptAt: sql`now()` })
      .where(
        and(
          eq(outboxMessages.receiver, receiver),
          isNull(outboxMessages.acknowledgedAt),
          isNull(outboxMessages.leaseToken),
        ),
      );
  }

  /** The oldest messages that are not acknowledged, without their bodies. */
  async pending(most: number): Promise<Omit<OutboxRow, 'body'>[]> {
    const { body: _, ...shown } = getTableColumns(outboxMessages);
    return this.db
      .select(shown)
      .from(outboxMessages)
      .where(isNull(outboxMessages.acknowledgedAt))
      .orderBy(asc(outboxMessages.createdAt))
      .limit(most);
  }

  /** How many messages are not acknowledged, and how many of them for longer than this. */
  async counts(overdueMs: number): Promise<{ pending: number; overdue: number }> {
    const overdue = sql<number>`count(*) filter (where ${outboxMessages.createdAt} < ${fromNow(-overdueMs)})::int`;
    const [row] = await this.db
      .select({ pending: count(), overdue })
      .from(outboxMessages)
      .where(isNull(outboxMessages.acknowledgedAt));
    return row ?? { pending: 0, overdue: 0 };
  }
}
