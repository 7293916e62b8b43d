/**
 * Links the record of a patient who cannot speak: reported to all providers first, then linked here. Each step is such that
 * twice is once, so that a death in between leaves no report without its link.
 */
import { patientIdSchema, recordNumberSchema } from '@theriac/domain/ehr';
import { hexSchema, instantSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { JobKind, JobResult, RunningJob } from '../../jobs';
import { changedView } from '../committed.view';
import type { LinkClient } from './link.client';

const inputSchema = z.strictObject({
  patient: patientIdSchema,
  recordNumber: recordNumberSchema,
  reason: z.string(),
  /** Drawn once, so that a second try writes the same. */
  salt: hexSchema(16),
});
const doneSchema = z.strictObject({
  changedAt: instantSchema,
  /** Missing for what was done before. */
  transactionId: z.string().optional(),
});

/** What the job is started with. */
export type EmergencyInput = z.infer<typeof inputSchema>;

/** The kind of job that links in an emergency. */
export type LinkInEmergencyJob = JobKind<EmergencyInput>;

/** Makes the kind. */
export function linkInEmergencyJob(client: LinkClient): LinkInEmergencyJob {
  return {
    name: 'link-in-emergency',
    input: inputSchema,
    unit: 'transactions',
    visibleTo: ['privacy-officer'],
    run: (job) => linkOne(client, job),
  };
}

async function linkOne(client: LinkClient, job: RunningJob<EmergencyInput>): Promise<JobResult> {
  const { caller, input } = job;
  const { patient, recordNumber, reason, salt } = input;
  const reported = await job.step('report', doneSchema, async () =>
    changedView(await client.linkInEmergency(caller, { patient, reason }, job.reference('report'))),
  );
  await job.progress(1, 2);
  const linked = await job.step('link', doneSchema, async () => {
    // Done before this process, or by a colleague, who was first.
    const { link } = await client.read(caller, patient);
    if (link?.recordNumber === recordNumber) return { changedAt: link.changedAt };
    return changedView(await client.link(caller, { patient, recordNumber, salt }, job.reference('link')));
  });
  return { location: '/v1/emergency-links', result: { patient, recordNumber, reported, linked } };
}
