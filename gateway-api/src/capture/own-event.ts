/** An event that another member sent and that this organisation now captures itself is its own from then on. */
import type { EpcisEvent } from '@theriac/domain/epcis';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Transaction } from '../database';
import { unindexEvents } from '../epcis-query/index-events';
import { capturedEvents } from './captures.table';

/** Takes an event's own body and eventID instead of the sender's; it is to be indexed again. */
export async function makeOwn(
  number: number,
  own: typeof capturedEvents.$inferInsert,
  transaction: Transaction,
): Promise<void> {
  const isForeign = and(eq(capturedEvents.number, number), isNotNull(capturedEvents.receivedFrom));
  // Locked: another capture may be taking it over too, or the check of what was received may be about to throw it out.
  const [row] = await transaction
    .select({ body: capturedEvents.body })
    .from(capturedEvents)
    .where(isForeign)
    .for('update');
  if (row === undefined) return;
  await unindexEvents([{ number, event: row.body as EpcisEvent }], transaction);
  const { eventId = null, body } = own;
  await transaction
    .update(capturedEvents)
    .set({ eventId, body, receivedFrom: null, capturedAt: sql`now()` })
    .where(eq(capturedEvents.number, number));
}
