/** The journal over HTTP, for who answers for privacy in this organisation, and nobody else. */
import {
  journalEntrySchema,
  type JournalEntry,
  journalKindSchema,
  journalPatientSchema,
  personalPartSchema,
} from '@theriac/domain/journal';
import { LedgerError, roleSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../http/paging';
import { route, type Route } from '../http/route';
import type { JournalRow, JournalStore } from './journal.store';

const { what, outcome } = journalEntrySchema.shape;

const entryViewSchema = z.strictObject({
  sequence: z.int(),
  at: z.iso.datetime(),
  kind: journalKindSchema,
  /** The person by the random name in their certificates; null when it was a patient, and erased. */
  by: z.strictObject({ organisation: z.string(), role: roleSchema, name: z.string().nullable() }),
  /** The patient's ledger id; null when there was none, or it was erased. */
  patient: z.string().nullable(),
  /** What led to a patient was destroyed. */
  erased: z.boolean(),
  purpose: z.string().nullable(),
  what,
  outcome,
  transactionId: z.string().nullable(),
});

const moment = z.iso.datetime({ error: 'must be a moment in UTC, such as 2026-11-22T08:00:00Z' });
const query = z.strictObject({
  ...pagingQuery,
  patient: journalPatientSchema.optional(),
  kind: journalKindSchema.optional(),
  /** From this moment on. */
  from: moment.optional(),
  /** Before this moment. */
  to: moment.optional(),
});
const cursorSchema = z.tuple([z.int().min(1)]);

/** The routes of the journal. */
export function journalRoutes(store: JournalStore): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/journal',
        ...{ tag: 'Journal', summary: 'Who did what with records here, the newest first', query, guard },
        ownKey: 'unused',
        answers: { 200: { description: 'A page of entries', schema: pageSchema(entryViewSchema) } },
      },
      async ({ query: { limit, after, patient, kind, from, to } }) => {
        const [before] = readCursor(after, cursorSchema) ?? [];
        const rows = await store.list({ patient, kind, from, to, after: before }, limit + 1);
        return { status: 200, body: pageOfRows(rows, limit, ({ sequence }) => [sequence], viewOf) };
      },
    ),
  ];
}

/** Who looked at whose records is itself what records tell: not even administrators need it. */
function guard({ role }: Caller): void {
  if (role !== 'privacy-officer')
    throw new LedgerError('NOT_PERMITTED', 'the journal is open to privacy officers only');
}

function viewOf({ body, part }: JournalRow): z.infer<typeof entryViewSchema> {
  const entry = JSON.parse(body) as JournalEntry;
  const personal = part === null ? undefined : personalPartSchema.parse(JSON.parse(part));
  const { sequence, at, kind, by, purpose, transactionId } = entry;
  return {
    ...{ sequence, at, kind, what: entry.what, outcome: entry.outcome },
    by: { organisation: by.organisation, role: by.role, name: by.name ?? personal?.name ?? null },
    patient: personal?.patient ?? null,
    erased: entry.personal !== undefined && personal === undefined,
    purpose: purpose ?? null,
    transactionId: transactionId ?? null,
  };
}
