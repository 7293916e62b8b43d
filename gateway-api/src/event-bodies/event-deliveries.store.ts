/** Which members were owed the body of which event, and whether they have acknowledged it. */
import { and, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { capturedEvents } from '../capture/captures.table';
import { type Database, fromNow } from '../database';
import { outboxMessages } from '../outbox/outbox.table';
import { eventDeliveries } from './event-deliveries.table';

/** How far a delivery is: `owed` are those too that are overdue. */
export type DeliveryState = 'owed' | 'overdue' | 'acknowledged';

/** Which deliveries to list. */
export interface DeliveryFilter {
  readonly state: DeliveryState | undefined;
  readonly capture: string | undefined;
  readonly to: string | undefined;
  /** Event and receiver after which the page begins; the newest events come first. */
  readonly after: readonly [event: number, receiver: string] | undefined;
}

/** The store of deliveries. */
export class EventDeliveryStore {
  constructor(
    private readonly db: Database,
    /** Milliseconds. */
    private readonly overdueMs: number,
  ) {}

  /** Deliveries, those of the newest events first. */
  list({ state, capture, to, after }: DeliveryFilter, most: number) {
    const { event, receiver } = eventDeliveries;
    const isOverdue = and(
      isNull(outboxMessages.acknowledgedAt),
      lt(outboxMessages.createdAt, fromNow(-this.overdueMs)),
    );
    const states = {
      owed: isNull(outboxMessages.acknowledgedAt),
      overdue: isOverdue,
      acknowledged: isNotNull(outboxMessages.acknowledgedAt),
    };
    return this.db
      .select({
        ...{ event, to: receiver, capture: eventDeliveries.capture, message: eventDeliveries.message },
        ...{ eventId: capturedEvents.eventId, type: capturedEvents.type },
        ...{ owedAt: outboxMessages.createdAt, acknowledgedAt: outboxMessages.acknowledgedAt },
        ...{ lastFault: outboxMessages.lastFault, isOverdue: sql<boolean>`${isOverdue}` },
      })
      .from(eventDeliveries)
      .innerJoin(outboxMessages, eq(outboxMessages.id, eventDeliveries.message))
      .innerJoin(capturedEvents, eq(capturedEvents.number, event))
      .where(
        and(
          state === undefined ? undefined : states[state],
          capture === undefined ? undefined : eq(eventDeliveries.capture, capture),
          to === undefined ? undefined : eq(receiver, to),
          after && sql`(${event}, ${receiver}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(event), desc(receiver))
      .limit(most);
  }
}
