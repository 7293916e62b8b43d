/** Puts the Express app together from routes: security headers, log, metrics, what is open, the gate, routes, problems. */
import { isOpenRoute } from '@theriac/domain/access';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { isError } from '../logging/is-error';
import { requestIdOf, type RequestNotes, requestLog } from '../logging/request-log';
import { admission, type DoorSettings } from './admission';
import { answerRoute, type RouteServices } from './answer-route';
import { HttpRefusal } from './http-refusal';
import { requireOneOpenList } from './one-open-list';
import type { OpenHandler } from './open-handlers';
import { PROBLEM_TYPE, problemOf } from './problem';
import type { Route } from './route';

/** Headers that every answer below a path carries. */
export interface PathHeaders {
  /** Such as `/epcis`. */
  readonly below: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the app is made of. */
export interface AppParts {
  readonly logger: Logger;
  readonly door: DoorSettings;
  readonly services: RouteServices;
  readonly routes: readonly Route[];
  /** Handlers that answer without a caller, at paths of the domain's list: health, description, pages. */
  readonly open: readonly OpenHandler[];
  readonly headers: readonly PathHeaders[];
  /** Told of each request that has ended. */
  readonly observe: (method: string, route: string, status: number, seconds: number) => void;
}

/** How the route that was found wants its problems written. */
interface Dressed {
  dressProblem?: Route['shape']['dressProblem'];
  problemType?: Route['shape']['problemType'];
}

/** Builds the app. @throws Error when what answers without a caller is not what the domain's list says */
export function buildApp({ logger, door, services, routes, open, headers, observe }: AppParts): Express {
  requireOneOpenList(open, routes);
  const app = express();
  app.disable('etag');
  app.set('trust proxy', [...door.trustedProxies]);
  app.use(requestLog(logger), timed(observe), helmet(HELMET), strictTransport);
  for (const { below, headers: values } of headers) app.use(below, alwaysWith(values));
  app.use(answerOpen(open));
  const gate = admission(door, services.callers);
  for (const [path, group] of byPath(routes)) app.all(pattern(path), noteRoute(group), gate, dispatch(group, services));
  app.use(gate, noSuchRoute);
  app.use(answerProblem(logger));
  return app;
}

/** Pages of this API load nothing from elsewhere and stand in no frame. */
const CONTENT_POLICY = {
  'default-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'frame-ancestors': ["'none'"],
  // The API may be served over plain HTTP behind a proxy, or on loopback.
  'upgrade-insecure-requests': null,
};

/** All of Helmet's, but HSTS, which belongs in answers over TLS alone (RFC 6797, section 7.2). */
const HELMET = { contentSecurityPolicy: { directives: CONTENT_POLICY }, strictTransportSecurity: false };

const yearOfTls = helmet.strictTransportSecurity({ maxAge: 365 * 24 * 3_600, includeSubDomains: false });

/** A proxy's word that it was reached over TLS counts only when it is a trusted one's. */
const strictTransport: RequestHandler = (request, response, next) => {
  if (request.secure) yearOfTls(request, response, next);
  else next();
};

const noSuchRoute: RequestHandler = () => {
  throw new HttpRefusal('ROUTE_NOT_FOUND', 'no route has this path');
};

function alwaysWith(headers: Readonly<Record<string, string>>): RequestHandler {
  return (_request, response, next) => {
    response.set({ ...headers });
    next();
  };
}

/** What is open is answered here or is not there: nothing open reaches the routes, and nothing else gets in here. */
function answerOpen(open: readonly OpenHandler[]): RequestHandler {
  const handlers = express.Router({ caseSensitive: true, strict: true });
  for (const { path, handler } of open) handlers.use(path, noted(path), handler);
  handlers.use(noSuchRoute);
  return (request, response, next) => {
    if (isOpenRoute(request.path)) handlers(request, response, next);
    else next();
  };
}

function byPath(routes: readonly Route[]): Map<string, Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) groups.set(route.shape.path, [...(groups.get(route.shape.path) ?? []), route]);
  return groups;
}

function noted(route: string): RequestHandler {
  return (_request, response, next) => {
    (response.locals as RequestNotes).route = route;
    next();
  };
}

/** Express writes parameters `:id`; this API, as OpenAPI, `{id}`. */
function pattern(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Before the gate, so that also its refusals are counted and written as the route's are. */
function noteRoute(routes: readonly Route[]): RequestHandler {
  return (request, response, next) => {
    const { path, dressProblem, problemType } = (routeFor(routes, request.method) ?? routes[0])?.shape ?? {};
    (response.locals as RequestNotes).route = path ?? '(none)';
    Object.assign(response.locals as Dressed, { dressProblem, problemType });
    next();
  };
}

/** Finds the route of a path by method, and says which methods there are. */
function dispatch(routes: readonly Route[], services: RouteServices): RequestHandler {
  const methods = routes.map(({ shape }) => shape.method.toUpperCase());
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort().join(', ');
  return async (request, response) => {
    if (request.method === 'OPTIONS') {
      response.status(204).set('Allow', allowed).end();
      return;
    }
    const found = routeFor(routes, request.method);
    if (found === undefined)
      throw new HttpRefusal('METHOD_NOT_ALLOWED', `this path takes ${allowed}`, [], { Allow: allowed });
    response.type('application/json');
    await answerRoute(found, services, request, response);
  };
}

/** HEAD is a GET without body. */
function routeFor(routes: readonly Route[], method: string): Route | undefined {
  const wanted = method === 'HEAD' ? 'get' : method.toLowerCase();
  return routes.find(({ shape }) => shape.method === wanted);
}

function timed(observe: AppParts['observe']): RequestHandler {
  return (request, response, next) => {
    const start = process.hrtime.bigint();
    response.once('close', () => {
      const { route = '(none)' } = response.locals as RequestNotes;
      observe(request.method, route, response.statusCode, Number(process.hrtime.bigint() - start) / 1e9);
    });
    next();
  };
}

/** Express knows an error handler by its four parameters. */
function answerProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { problem, headers } = problemOf(fromExpress(error), requestIdOf(request));
    if (problem.status >= 500) logger.error({ error, request: request.id }, problem.code);
    const { dressProblem, problemType = PROBLEM_TYPE } = response.locals as Dressed;
    response
      .status(problem.status)
      .set({ ...headers, 'Content-Type': problemType })
      .send(Buffer.from(JSON.stringify(dressProblem?.(problem) ?? problem)));
  };
}

/** Express's own refusal of a path that is no text. */
function fromExpress(error: unknown): unknown {
  if (isError(error) && error.name === 'URIError')
    return new HttpRefusal('BAD_REQUEST', 'the path is not percent-encoded UTF-8', [
      { field: 'path', rule: 'must be percent-encoded UTF-8' },
    ]);
  return error;
}
