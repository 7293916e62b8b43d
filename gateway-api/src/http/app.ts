/** Puts the Express app together from routes: security headers, log, metrics, routes, problems. */
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { isError } from '../logging/is-error';
import { requestIdOf, type RequestNotes, requestLog } from '../logging/request-log';
import { answerRoute, type RouteServices } from './answer-route';
import { HttpRefusal } from './http-refusal';
import { problemOf } from './problem';
import type { Route } from './route';

/** What the app is made of. */
export interface AppParts {
  readonly logger: Logger;
  readonly services: RouteServices;
  readonly routes: readonly Route[];
  /** Handlers that answer without a caller: health, description, pages. They come before the routes. */
  readonly open: readonly { readonly path: string; readonly handler: RequestHandler }[];
  /** Told of each request that has ended. */
  readonly observe: (method: string, route: string, status: number, seconds: number) => void;
}

/** How the route that was found wants its problems written. */
interface Dressed {
  dressProblem?: Route['shape']['dressProblem'];
}

/** Builds the app. */
export function buildApp({ logger, services, routes, open, observe }: AppParts): Express {
  const app = express();
  app.disable('etag');
  app.use(requestLog(logger), timed(observe), helmet({ contentSecurityPolicy: { directives: CONTENT_POLICY } }));
  for (const { path, handler } of open) app.use(path, noted(path), handler);
  for (const [path, group] of byPath(routes)) app.all(pattern(path), dispatch(group, services));
  app.use(() => {
    throw new HttpRefusal('ROUTE_NOT_FOUND', 'no route has this path');
  });
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

/** Finds the route of a path by method; HEAD is a GET without body. */
function dispatch(routes: readonly Route[], services: RouteServices): RequestHandler {
  const allowed = routes.map(({ shape }) => shape.method.toUpperCase()).join(', ');
  return async (request, response) => {
    const method = request.method === 'HEAD' ? 'get' : request.method.toLowerCase();
    const found = routes.find(({ shape }) => shape.method === method);
    const [first] = routes;
    (response.locals as RequestNotes).route = (found ?? first)?.shape.path ?? '(none)';
    (response.locals as Dressed).dressProblem = (found ?? first)?.shape.dressProblem;
    if (found === undefined)
      throw new HttpRefusal('METHOD_NOT_ALLOWED', `this path takes ${allowed}`, [], { Allow: allowed });
    response.type('application/json');
    await answerRoute(found, services, request, response);
  };
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
    const { dressProblem } = response.locals as Dressed;
    response
      .status(problem.status)
      .set({ ...headers, 'Content-Type': 'application/problem+json' })
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
