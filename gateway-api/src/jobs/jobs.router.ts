/** Looking at long work. */
import { z } from 'zod';
import { route, type Route } from '../http/route';
import { jobViewSchema } from './job.view';
import type { Jobs } from './jobs';

const params = z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits') });

/** The routes of jobs. */
export function jobRoutes(jobs: Jobs): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/jobs/{id}',
        tag: 'Jobs',
        summary: 'How far a job is, and what came of it',
        params,
        answers: { 200: { description: 'The job as it stands', schema: jobViewSchema } },
      },
      ({ params: { id }, caller }) => jobs.read(id, caller),
    ),
  ];
}
