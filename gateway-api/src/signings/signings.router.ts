/** Where callers with own keys send their signatures. */
import { route, type Route } from '../http/route';
import { signatureBodySchema, signingParams, toSignSchema } from './signing.schema';
import type { Signings } from './signings';

/** The route of signatures. */
export function signingRoutes(signings: Signings): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/signings/{id}',
        tag: 'Signing',
        summary: 'Send a signature; answered with the next thing to sign, or as the operation itself',
        // It changes what was signed, under the Idempotency-Key of that.
        changesNothing: true,
        ownKey: 'unused',
        foreignPatients: true,
        params: signingParams,
        body: signatureBodySchema,
        answers: {
          200: { description: 'The very answer, with its status and headers, of the operation that was begun' },
          202: { description: 'This is to be signed next', schema: toSignSchema },
        },
      },
      async ({ account, scopes, params: { id }, body: { signature } }) =>
        signings.take({ account, scopes }, id, Buffer.from(signature, 'base64')),
    ),
  ];
}
