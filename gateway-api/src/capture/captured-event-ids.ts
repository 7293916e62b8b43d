/** Which content each eventID stands for: the first event's that had it, whoever captures at the same moment. */
import { toHex } from '@theriac/domain/ledger';
import { inArray } from 'drizzle-orm';
import type { Transaction } from '../database';
import { capturedEventIds } from './captures.table';

/** An event's id, if it has one, and its content. */
interface Claim {
  readonly eventId?: string | null | undefined;
  /** The event hash. */
  readonly hash: Uint8Array;
}

/** Claims ids for their events' content, or finds for which content they stand: by the id, its event hash in hex. */
export async function claimEventIds(events: readonly Claim[], transaction: Transaction): Promise<Map<string, string>> {
  const claims = events.flatMap(({ eventId, hash }) => (typeof eventId === 'string' ? [{ eventId, hash }] : []));
  if (claims.length === 0) return new Map();
  // Waits for whoever claims one of them in a transaction that has not ended.
  await transaction.insert(capturedEventIds).values(claims).onConflictDoNothing();
  const ids = claims.map(({ eventId }) => eventId);
  const rows = await transaction.select().from(capturedEventIds).where(inArray(capturedEventIds.eventId, ids));
  return new Map(rows.map(({ eventId, hash }) => [eventId, toHex(hash)]));
}
