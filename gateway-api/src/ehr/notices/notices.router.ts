/** What patients are told, over HTTP. */
import { patientIdSchema } from '@theriac/domain/ehr';
import { instantSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import type { EhrChannel } from '../ehr-channel';
import type { PatientClient } from '../patients/patient.client';
import { requireVoice, spokenFor, spokenForShape } from '../patients/spoken-for';
import type { NoticeStore } from './notices.store';

/** What the route needs. */
export interface NoticeRouteParts {
  readonly channel: EhrChannel;
  readonly patients: PatientClient;
  readonly notices: NoticeStore;
}

const cursorSchema = z.tuple([instantSchema, z.string()]);
const noticeSchema = z.strictObject({
  patient: patientIdSchema,
  /** The ledger's name of what happened, such as `EmergencyLinkMade`. */
  event: z.string(),
  at: instantSchema,
  transactionId: z.string(),
  /** What is told of it. */
  told: z.record(z.string(), z.unknown()),
});

/** The route of notices: those of the own organisation's patients, as far as its peer holds what happened. */
export function noticeRoutes({ channel, patients, notices }: NoticeRouteParts): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path: '/v1/notices', tag: 'Patients' },
        summary: 'What the patient is told: links, consents, and who reached for the record; the newest first',
        guard: (caller) => {
          requireVoice(caller);
          channel.guard('ReadPatient')(caller);
        },
        query: z.strictObject({ ...pagingQuery, ...spokenForShape }),
        answers: { 200: { description: 'A page of notices', schema: pageSchema(noticeSchema) } },
      },
      async ({ caller, query: { limit, after, patient: named } }) => {
        const { patient } = await spokenFor(patients, caller, named);
        const rows = await notices.list(patient, readCursor(after, cursorSchema), limit + 1);
        const view = ({ block: _block, ...row }: (typeof rows)[number]): object => row;
        return { status: 200, body: pageOfRows(rows, limit, ({ at, transactionId }) => [at, transactionId], view) };
      },
    ),
  ];
}
