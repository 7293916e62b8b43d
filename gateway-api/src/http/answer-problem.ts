/** Answers with the problem of whatever a handler threw. */
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from '../logging/request-log';
import { problemOf } from './problem';

/** The last handler of an app. Express knows an error handler by its four parameters. */
export function answerProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { problem, headers } = problemOf(error, requestIdOf(request));
    if (problem.status >= 500) logger.error({ error, request: request.id }, problem.code);
    response.status(problem.status).set({ ...headers, 'Content-Type': 'application/problem+json' });
    response.send(Buffer.from(JSON.stringify(problem)));
  };
}
