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
    // Wrapped, they would get what pino-http has already made of the raw objects, messages of errors included.
    wrapSerializers: false,
    serializers: {
      req: ({ id, method }: IncomingMessage) => ({ id, method }),
      res: ({ statusCode }: ServerResponse) => ({ status: statusCode }),
      // pino-http makes an error of every status from 500 on; the real one is logged where it is answered.
      err: () => undefined,
    },
    customProps: (_request: IncomingMessage, response: ServerResponse) => {
      const { route, role } = notesOf(response);
      return { route, role };
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'info'),
  });
}
