/** One line a request: method, route pattern, status, time. No body, no header value, no path, no query. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';

/** What the app notes about a request while it works on it. */
export interface RequestNotes {
  /** The route's pattern: paths hold serials and names. */
  route?: string;
  role?: string;
}

/** The notes of a response, which Express keeps in its `locals`. */
export function notesOf(response: ServerResponse): RequestNotes {
  const holder = response as ServerResponse & { locals?: RequestNotes };
  holder.locals ??= {};
  return holder.locals;
}

/** The id that {@link requestLog} drew. */
export function requestIdOf({ id }: IncomingMessage): string {
  return typeof id === 'string' ? id : '';
}

/** Draws each request's id, and logs the request when it has ended. */
export function requestLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: (_request, response) => {
      const id = randomBytes(12).toString('hex');
      response.setHeader('X-Request-Id', id);
      return id;
    },
    quietReqLogger: true,
    serializers: {
      req: ({ id, method }: { id: unknown; method: unknown }) => ({ id, method }),
      res: ({ statusCode }: { statusCode: unknown }) => ({ status: statusCode }),
    },
    customProps: (_request: IncomingMessage, response: ServerResponse) => {
      const { route, role } = notesOf(response);
      return { route, role };
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'info'),
  });
}
