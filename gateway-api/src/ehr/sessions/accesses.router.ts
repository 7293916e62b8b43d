/** "Who saw what" over HTTP: for the patient and their guardians, at the home organisation. */
import { patientIdSchema, sessionSchema } from '@theriac/domain/ehr';
import { refuseUnless, roleSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import type { EhrChannel } from '../ehr-channel';
import type { PatientClient } from '../patients/patient.client';
import { requireVoice } from '../patients/spoken-for';
import type { Access, AccessStore } from './accesses.store';

/** What the route needs. */
export interface AccessRouteParts {
  readonly channel: EhrChannel;
  readonly patients: PatientClient;
  readonly accesses: AccessStore;
}

const { session, purpose, types, isAllowed, reason, askedAt, until, ended } = sessionSchema.shape;

const accessViewSchema = z.strictObject({
  session,
  /** The person by the random name in their certificates. */
  by: z.strictObject({ organisation: z.string(), role: roleSchema, name: z.string() }),
  purpose,
  /** The kinds of data that were asked for; null for all. */
  types: types.nullable(),
  isAllowed,
  reason,
  askedAt,
  until: until.nullable(),
  ended: ended.unwrap().nullable(),
  /** What each custodian says it released, and when. */
  reads: z.array(
    z.strictObject({
      custodian: z.string(),
      at: z.iso.datetime(),
      kinds: z.array(z.string()),
      count: z.int().min(0),
    }),
  ),
});

const cursorSchema = z.tuple([z.string().max(40), z.string().max(40)]);

/** The route of accesses. */
export function accessRoutes({ channel, patients, accesses }: AccessRouteParts): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path: '/v1/patients/{patient}/accesses', tag: 'Patients' },
        summary: 'Who asked to see the patient’s record, allowed or denied, and what was released to them',
        guard: (caller) => {
          // Staff of the home organisation have the journal, and its rules.
          requireVoice(caller);
          channel.guard('ReadPatient')(caller);
        },
        ...{ params: z.strictObject({ patient: patientIdSchema }), query: z.strictObject(pagingQuery) },
        answers: { 200: { description: 'A page of accesses, the newest first', schema: pageSchema(accessViewSchema) } },
      },
      async ({ caller, params: { patient }, query: { limit, after } }) => {
        const { home } = await patients.read(caller, patient);
        refuseUnless(home === channel.self.name, 'NOT_THE_PATIENT', 'it is shown at the patient’s home organisation');
        const rows = await accesses.list(patient, readCursor(after, cursorSchema), limit + 1);
        return { status: 200, body: pageOfRows(rows, limit, (row) => [row.askedAt, row.session], viewOf) };
      },
    ),
  ];
}

function viewOf(row: Access) {
  const { endedAt, endedBy } = row;
  return {
    session: row.session,
    by: { organisation: row.organisation, role: row.role, name: row.person },
    ...{ purpose: row.purpose, types: row.types ?? null, isAllowed: row.isAllowed, reason: row.reason },
    ...{ askedAt: row.askedAt, until: row.until },
    ended: endedAt === null || endedBy === null ? null : { at: endedAt, by: endedBy },
    reads: row.reads.map(({ custodian, at, kinds, count }) => ({ custodian, at: at.toISOString(), kinds, count })),
  };
}
