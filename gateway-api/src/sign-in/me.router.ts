/** Who the caller is to this organisation, and certificates for those who keep their own key. */
import { SCOPES, type Scope } from '@theriac/domain/access';
import { z } from 'zod';
import { certificateQuestionSchema, enrolledPersonSchema } from '../enrolment/enrolment.schema';
import { route, type Route } from '../http/route';
import { bearerToken } from '../tokens';
import type { Enrolment } from './enrolment-door';

const meSchema = enrolledPersonSchema.extend({
  organisation: z.string(),
  /** What the program that the caller uses may do. */
  scopes: z.array(z.enum(Object.keys(SCOPES) as [Scope, ...Scope[]])),
});

/** The routes. */
export function meRoutes(enrolment: Enrolment): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path: '/v1/me', tag: 'Identity', summary: 'Who the caller is to the ledger' },
        // Whoever keeps their own key asks this first.
        ownKey: 'unused',
        answers: { 200: { description: 'The random name, role and site of the caller', schema: meSchema } },
      },
      ({ caller: { person, role, site, organisation }, scopes }) => {
        const body = { person, role, ...(site === undefined ? {} : { site }), organisation, scopes: [...scopes] };
        return Promise.resolve({ status: 200, body });
      },
    ),
    route(
      {
        ...{ method: 'post', path: '/v1/certificates', tag: 'Identity' },
        summary: 'A certificate of 60 minutes for a key that the caller keeps',
        ...{ ownKey: 'unused', changesNothing: true, body: certificateQuestionSchema },
        scope: 'ledger:write',
        answers: {
          201: {
            description: 'The certificate: random name, role and site; PEM',
            schema: z.strictObject({ person: z.string(), certificate: z.string() }),
          },
        },
      },
      async ({ body: { request }, headers }) => {
        const { person, certificate } = await enrolment.certificateFor(bearerToken(headers.authorization), request);
        return { status: 201, body: { person, certificate } };
      },
    ),
  ];
}
