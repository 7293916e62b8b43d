/** The single view over HTTP: a patient's record from all its custodians, as one Bundle. */
import { sessionIdSchema } from '@theriac/domain/ehr';
import { z } from 'zod';
import { route, type Route } from '../../http/route';
import type { EhrChannel } from '../ehr-channel';
import { FHIR_TYPES, fhirHeaders, fhirShape } from '../fhir/fhir-json';
import type { RecordViews } from './record-views';
import { viewBundle } from './view-bundle';
import { addressOf, viewFilter, viewQuery } from './view-page';

/** What the routes need. */
export interface ViewRouteParts {
  readonly channel: EhrChannel;
  readonly views: RecordViews;
}

const bundleSchema = z.looseObject({ resourceType: z.literal('Bundle') });

/** A Bundle as an answer. */
export const BUNDLE_ANSWER = { schema: bundleSchema, mediaType: FHIR_TYPES };

/** The routes of views. */
export function viewRoutes({ channel, views }: ViewRouteParts): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path: '/v1/access-sessions/{session}/record', ...fhirShape('Bundle') },
        tag: 'Access sessions',
        summary: 'The record as a session opens it now: all custodians’, checked against what they anchored',
        guard: channel.guard('ReadForRelease'),
        ...{ params: z.strictObject({ session: sessionIdSchema }), query: viewQuery },
        answers: { 200: { description: 'A page of it, and what may be missing', ...BUNDLE_ANSWER } },
      },
      async ({ caller, params: { session }, query }) => {
        const view = await views.read(caller, session, viewFilter(query));
        const path = `/v1/access-sessions/${session}/record`;
        const next = view.next && addressOf(path, query, view.next);
        return {
          status: 200,
          headers: fhirHeaders({ 'Cache-Control': 'no-store' }),
          body: viewBundle(view, addressOf(path, query), next),
        };
      },
    ),
  ];
}
