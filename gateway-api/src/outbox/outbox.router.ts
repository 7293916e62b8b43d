/** What this organisation owes others and has not been acknowledged, for its administrators. */
import { LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../caller/caller';
import { route, type Route } from '../http/route';
import type { OutboxStore } from './outbox.store';

/** More would be a report, not a look. */
const MOST_SHOWN = 200;

const outboxViewSchema = z.strictObject({
  pending: z.int(),
  /** Not acknowledged for longer than the configured time. */
  overdue: z.int(),
  /** The oldest first; bodies are never shown. */
  messages: z.array(
    z.strictObject({
      id: z.string(),
      receiver: z.string(),
      kind: z.string(),
      /** A path of this gateway, such as the capture that the message’s events are of. */
      about: z.string().optional(),
      createdAt: z.iso.datetime(),
      attempts: z.int(),
      nextAttemptAt: z.iso.datetime(),
      overdue: z.boolean(),
      /** The code of the last failure. */
      lastFault: z.string().optional(),
    }),
  ),
});

function guard({ role }: Caller): void {
  if (role !== 'administrator') throw new LedgerError('NOT_PERMITTED', 'the outbox is open to administrators only');
}

/** The routes of the outbox. */
export function outboxRoutes(outbox: OutboxStore, overdueMs: number): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/outbox',
        tag: 'Operations',
        summary: 'What is owed to other members and not yet acknowledged',
        guard,
        answers: { 200: { description: 'What is pending, the oldest first', schema: outboxViewSchema } },
      },
      async () => {
        const [counts, rows] = await Promise.all([outbox.counts(overdueMs), outbox.pending(MOST_SHOWN)]);
        const messages = rows.map(({ id, receiver, kind, about, createdAt, attempts, nextAttemptAt, lastFault }) => ({
          ...{ id, receiver, kind, attempts },
          createdAt: createdAt.toISOString(),
          nextAttemptAt: nextAttemptAt.toISOString(),
          overdue: Date.now() - createdAt.getTime() > overdueMs,
          ...(about === null ? {} : { about }),
          ...(lastFault === null ? {} : { lastFault }),
        }));
        return { status: 200, body: { ...counts, messages } };
      },
    ),
  ];
}
