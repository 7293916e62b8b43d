/** The app of the enrolment service: its organisation's gateway asks here, and nobody else. */
import { TLSSocket } from 'node:tls';
import express, { type Express, type Request, type Response, Router } from 'express';
import { LedgerError, parse } from '@theriac/domain/ledger';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { answerProblem } from '../http/answer-problem';
import { HttpRefusal } from '../http/http-refusal';
import { readJson } from '../http/read-body';
import { notesOf, requestLog } from '../logging/request-log';
import type { ReadinessChecks } from '../readiness/readiness';
import { bearerToken } from '../tokens';
import type { Enrolment } from './enrolment';
import { certificateQuestionSchema } from './enrolment.schema';

/** What the app is made of. */
export interface EnrolmentAppParts {
  readonly logger: Logger;
  readonly organisation: string;
  readonly enrolment: Enrolment;
  readonly readiness: ReadinessChecks;
}

/** Bytes. */
const BODY_LIMIT = 16_384;

/** Builds the app. It expects that TLS has checked the client's certificate against the organisation's own roots. */
export function buildEnrolmentApp({ logger, organisation, enrolment, readiness }: EnrolmentAppParts): Express {
  const app = express();
  app.disable('etag');
  app.use(requestLog(logger), helmet());
  app.get('/healthz', (_request, response) => {
    notesOf(response).route = '/healthz';
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    notesOf(response).route = '/readyz';
    const state = await readiness.look();
    response
      .status(state.ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(state);
  });
  app.use('/v1', gatewayRoutes(organisation, enrolment));
  app.use(() => {
    throw new HttpRefusal('ROUTE_NOT_FOUND', 'no route has this path');
  });
  app.use(answerProblem(logger));
  return app;
}

function gatewayRoutes(organisation: string, enrolment: Enrolment): Router {
  const router = Router();
  router.use((request, response, next) => {
    refuseAllBut(`gateway-${organisation}`, request);
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/person', async (request, response) => {
    noted(response, '/v1/person');
    const person = await enrolment.personOf(bearerToken(request.headers.authorization));
    notesOf(response).role = person.role;
    response.json(person);
  });
  router.post('/certificates', async (request, response) => {
    noted(response, '/v1/certificates');
    const token = bearerToken(request.headers.authorization);
    const question = parse(certificateQuestionSchema, await readJson(request, BODY_LIMIT));
    const answer = await enrolment.certify(token, question.request);
    notesOf(response).role = answer.role;
    response.status(201).json(answer);
  });
  return router;
}

/** Peers, orderers and administrators have certificates of the same authority, and no business here. */
function refuseAllBut(name: string, { socket }: Request): void {
  const speaker = socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate().subject.CN : undefined;
  if (speaker !== name) throw new LedgerError('NOT_PERMITTED', 'the organisation’s gateway alone is answered here');
}

function noted(response: Response, route: string): void {
  notesOf(response).route = route;
}
