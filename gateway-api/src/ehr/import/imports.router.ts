/** Imports over HTTP: a source system's records are uploaded, and a job brings them into the vault. */
import { plainTextSchema, refuseUnless, type Role } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { route, type Route, type UploadBody } from '../../http/route';
import type { Jobs } from '../../jobs';
import { jobViewSchema } from '../../jobs/job.view';
import type { UploadStore } from '../../uploads';
import type { ImportRecordsJob } from './import-records.job';
import { BUNDLE_TYPE, LARGEST_UPLOAD, NDJSON_TYPE } from './read-resources';

/** An administrator, or the machine of a source system with the gateway's role: nobody who treats. */
const IMPORTING: readonly Role[] = ['administrator', 'gateway'];

const body: UploadBody = { upload: true, mediaTypes: [BUNDLE_TYPE, NDJSON_TYPE], limit: LARGEST_UPLOAD };

/** What the routes of imports need. */
export interface ImportRouteParts {
  readonly uploads: Pick<UploadStore, 'remove'>;
  readonly jobs: Jobs;
  readonly kind: ImportRecordsJob;
  /** This custodian. */
  readonly self: string;
}

/** The routes of imports. */
export function importRoutes({ uploads, jobs, kind, self }: ImportRouteParts): Route[] {
  const guard = ({ role, organisation }: Caller): void => {
    const mayImport = organisation === self && IMPORTING.includes(role);
    refuseUnless(mayImport, 'NOT_PERMITTED', 'records are imported by administrators and machines of the custodian');
  };
  return [
    route(
      {
        method: 'post',
        path: '/v1/records/imports',
        ...{ tag: 'Records', summary: 'Import a source system’s records: a FHIR R4 Bundle, or resources as NDJSON' },
        guard,
        ownKey: 'refused',
        query: z.strictObject({
          /** The name of the system that tells the records; the same for each of its imports. */
          source: plainTextSchema(64),
        }),
        body,
        answers: {
          202: { description: 'The upload is kept; the job brings it into the vault', schema: jobViewSchema },
          201: { description: 'The records are in the vault, and anchored', schema: jobViewSchema },
        },
      },
      async ({ caller, query: { source }, body: file, reference, headers }) => {
        const input = { upload: file.id, mediaType: file.mediaType, source };
        const job = await jobs.start(kind, { reference, caller, input });
        // Sent again, the command finds its job, which has the upload of the first time.
        if (!(await jobs.isOfUpload(job, file.id))) await uploads.remove(file.id);
        return jobs.answer(job, headers.prefer?.toString() ?? 'wait=0');
      },
    ),
  ];
}
