/** Links of patients who cannot speak, over HTTP: made by staff, answered by the patient, reviewed by a privacy officer. */
import {
  answerEmergencyLinkSchema,
  emergencyLinkSchema,
  linkInEmergencySchema,
  patientIdSchema,
  recordNumberSchema,
  reviewEmergencyLinkSchema,
} from '@theriac/domain/ehr';
import { instantSchema, LedgerError, refuseUnless } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import type { Jobs } from '../../jobs';
import { jobViewSchema } from '../../jobs/job.view';
import { changedShape, changedView } from '../committed.view';
import type { DrawnIds } from '../drawn-ids';
import type { EhrChannel } from '../ehr-channel';
import type { PatientClient } from '../patients/patient.client';
import { spokenFor, spokenForShape } from '../patients/spoken-for';
import type { EmergencyLinkRow, EmergencyLinkStore } from './emergency-links.store';
import type { LinkInEmergencyJob } from './link-in-emergency.job';
import type { LinkClient } from './link.client';
import type { RecordLinkStore } from './record-links.store';

/** What the routes need. */
export interface EmergencyLinkRouteParts {
  readonly channel: EhrChannel;
  readonly patients: PatientClient;
  readonly links: LinkClient;
  readonly records: RecordLinkStore;
  readonly store: EmergencyLinkStore;
  readonly kind: LinkInEmergencyJob;
  readonly jobs: Jobs;
  readonly ids: DrawnIds;
}

const tag = 'Links';
const changedSchema = z.strictObject({ patient: patientIdSchema, ...changedShape });
const cursorSchema = z.tuple([instantSchema, patientIdSchema]);
const itemSchema = emergencyLinkSchema
  .omit({ changedAt: true, provider: true })
  .extend({ isOverdue: z.boolean(), transactionId: z.string() });

/** The routes of emergency links. */
export function emergencyLinkRoutes(parts: EmergencyLinkRouteParts): Route[] {
  return [makingRoute(parts), answeringRoute(parts), listRoute(parts), reviewRoute(parts)];
}

function makingRoute({ channel, records, kind, jobs, ids }: EmergencyLinkRouteParts): Route {
  return route(
    {
      method: 'post',
      path: '/v1/emergency-links',
      ...{ tag, summary: 'Link the record here of a patient who cannot speak, for 72 hours; always reviewed' },
      // It is two transactions, of which the second is made also when the request has ended.
      ownKey: 'refused',
      guard: channel.guard('LinkInEmergency'),
      body: linkInEmergencySchema.extend({ recordNumber: recordNumberSchema }),
      answers: {
        201: { description: 'They are linked', schema: jobViewSchema },
        202: { description: 'It is being done', schema: jobViewSchema },
      },
    },
    async ({ caller, body: { patient, recordNumber, reason }, reference, headers }) => {
      if (await records.isTaken(recordNumber, patient))
        throw new LedgerError('RECORD_TAKEN', 'the record is linked with another patient');
      const input = { patient, recordNumber, reason, salt: ids.of('link salt', reference) };
      return jobs.answer(await jobs.start(kind, { reference, input, caller }), headers.prefer?.toString());
    },
  );
}

function answeringRoute({ channel, patients, links }: EmergencyLinkRouteParts): Route {
  return route(
    {
      method: 'post',
      path: '/v1/emergency-links/answer',
      ...{ tag, summary: 'The patient says whether a provider’s emergency link was right', foreignPatients: true },
      guard: channel.guard('AnswerEmergencyLink'),
      body: answerEmergencyLinkSchema.extend(spokenForShape),
      answers: { 200: { description: 'It stands for good, or no more', schema: changedSchema } },
    },
    async ({ caller, body: { patient: named, ...answer }, reference }) => {
      const { patient } = await spokenFor(patients, caller, named);
      const committed = await links.answerEmergency(caller, { patient, ...answer }, reference);
      return { status: 200, body: { patient, ...changedView(committed) } };
    },
  );
}

function listRoute({ store }: EmergencyLinkRouteParts): Route {
  return route(
    {
      ...{ method: 'get', path: '/v1/emergency-links', tag, guard: requirePrivacyOfficer },
      summary: 'The emergency links that staff here made, the newest first, with those whose review is overdue',
      query: z.strictObject({ ...pagingQuery, open: z.literal('true').optional() }),
      answers: { 200: { description: 'A page of emergency links', schema: pageSchema(itemSchema) } },
    },
    async ({ query: { limit, after, open } }) => {
      const filter = { isOpen: open === 'true', after: readCursor(after, cursorSchema) };
      const rows = await store.list(filter, limit + 1);
      return { status: 200, body: pageOfRows(rows, limit, ({ madeAt, patient }) => [madeAt, patient], itemOf) };
    },
  );
}

function reviewRoute({ channel, links }: EmergencyLinkRouteParts): Route {
  return route(
    {
      method: 'post',
      path: '/v1/emergency-links/{patient}/review',
      ...{ tag, summary: 'A privacy officer’s finding about an emergency link' },
      guard: channel.guard('ReviewEmergencyLink'),
      params: z.strictObject({ patient: patientIdSchema }),
      body: reviewEmergencyLinkSchema.omit({ patient: true }),
      answers: { 200: { description: 'The patient is told', schema: changedSchema } },
    },
    async ({ caller, params: { patient }, body, reference }) => {
      const committed = await links.reviewEmergency(caller, { patient, ...body }, reference);
      return { status: 200, body: { patient, ...changedView(committed) } };
    },
  );
}

function itemOf({ provider: _provider, review, ...row }: EmergencyLinkRow): object {
  return { ...row, ...(review !== null && { review }) };
}

function requirePrivacyOfficer({ role }: Caller): void {
  refuseUnless(role === 'privacy-officer', 'NOT_PERMITTED', 'emergency links are reviewed by privacy officers');
}
