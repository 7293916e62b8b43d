/** `$everything` of FHIR R4: the record of a patient, by the caller's open session for them. */
import { patientIdSchema } from '@theriac/domain/ehr';
import { z } from 'zod';
import { route, type Route } from '../../http/route';
import { fhirHeaders, fhirShape } from '../fhir/fhir-json';
import type { ReadingSessions } from '../sessions/reading-sessions';
import { viewBundle } from './view-bundle';
import { addressOf, viewFilter, viewQuery } from './view-page';
import { BUNDLE_ANSWER, type ViewRouteParts } from './views.router';

/** What the route needs. */
export interface EverythingRouteParts extends ViewRouteParts {
  readonly reading: ReadingSessions;
}

/** The route of `$everything`. */
export function everythingRoute({ channel, views, reading }: EverythingRouteParts): Route {
  return route(
    {
      ...{ method: 'get', path: '/fhir/R4/Patient/{id}/$everything', ...fhirShape('Patient') },
      summary: 'A patient’s record, by the caller’s open session; a patient’s own reading opens one by itself',
      guard: channel.guard('ReadForRelease'),
      ...{ params: z.strictObject({ id: patientIdSchema }), query: viewQuery },
      answers: { 200: { description: 'A page of it, and what may be missing', ...BUNDLE_ANSWER } },
    },
    async ({ caller, params: { id }, query, reference }) => {
      const filter = viewFilter(query);
      const view = await reading.read(caller, id, reference, (session) => views.read(caller, session, filter));
      const path = `/fhir/R4/Patient/${id}/$everything`;
      const next = view.next && addressOf(path, query, view.next);
      return {
        status: 200,
        headers: fhirHeaders({ 'Cache-Control': 'no-store' }),
        body: viewBundle(view, addressOf(path, query), next),
      };
    },
  );
}
