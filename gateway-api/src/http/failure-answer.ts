/** A failure as an answer: what a route's caller gets when it cannot simply be thrown. */
import type { Request } from 'express';
import { requestIdOf } from '../logging/request-log';
import type { KeptAnswer } from '../idempotency';
import { PROBLEM_TYPE, problemOf } from './problem';
import type { Route } from './route';

/** The problem that an error of a route is, written as the route wants it. What nobody foresaw is logged. */
export function failureAnswer({ shape }: Route, error: unknown, request: Request): KeptAnswer {
  const { problem, headers } = problemOf(error, requestIdOf(request));
  if (problem.status >= 500) request.log.error({ error }, problem.code);
  return {
    status: problem.status,
    headers: { ...headers, 'Content-Type': shape.problemType ?? PROBLEM_TYPE },
    body: shape.dressProblem?.(problem) ?? problem,
  };
}
