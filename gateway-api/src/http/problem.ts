/** The one file that knows how a refusal looks in HTTP. */
import { ERROR_CODES, type ErrorKind, type FieldFault, isErrorCode, LedgerError } from '@theriac/domain/ledger';
import { isDatabaseAway } from '../database/database-away';
import { TooManyRequests } from '../limits/too-many-requests';
import { HTTP_REFUSALS, HttpRefusal } from './http-refusal';
import type { Problem } from './problem.schema';

const KINDS: Readonly<Record<ErrorKind, { readonly status: number; readonly title: string }>> = {
  invalid: { status: 400, title: 'Bad input' },
  unauthenticated: { status: 401, title: 'Nobody known is calling' },
  forbidden: { status: 403, title: 'Not permitted' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Contradicts what stands' },
  refused: { status: 422, title: 'Refused by a rule' },
  busy: { status: 429, title: 'Busy' },
  unavailable: { status: 503, title: 'Not available now' },
  broken: { status: 500, title: 'The data contradict each other' },
};

/** The media type of a problem (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** Seconds to wait before a request that may succeed later is sent again. */
const RETRY_AFTER = '1';

/** A problem and the headers that go with it. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** The answer to a request that ended in an error. What nobody foresaw tells the caller nothing but the request's id. */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  if (error instanceof TooManyRequests) {
    const { problem } = vocabularyProblem(error.code, error.detail, [], requestId);
    return { problem, headers: { 'Retry-After': String(error.retryAfter) } };
  }
  if (error instanceof LedgerError) return vocabularyProblem(error.code, error.detail, error.faults, requestId);
  if (error instanceof HttpRefusal) {
    const { status, title } = HTTP_REFUSALS[error.code];
    return answer(
      { code: error.code, status, title, detail: error.detail, faults: error.faults },
      requestId,
      error.headers,
    );
  }
  if (isDatabaseAway(error)) return vocabularyProblem('SERVICE_UNAVAILABLE', 'the database is away', [], requestId);
  return answer({ code: 'INTERNAL', status: 500, title: 'Internal error', detail: 'an unforeseen error' }, requestId);
}

/** The problem of a refusal that was stored as data, such as a failed job's. */
export function vocabularyProblem(
  code: string,
  detail: string,
  faults: readonly FieldFault[],
  requestId: string,
): ProblemAnswer {
  if (!isErrorCode(code)) return problemOf(undefined, requestId);
  const { kind, retryable } = ERROR_CODES[code];
  return answer({ code, ...KINDS[kind], detail, faults }, requestId, {
    ...(retryable ? { 'Retry-After': RETRY_AFTER } : {}),
    ...challengeOf(code, kind),
  });
}

/** RFC 9110 asks for a challenge with each 401; its words are those of RFC 6750, section 3. */
function challengeOf(code: string, kind: ErrorKind): Record<string, string> {
  const error = CHALLENGES[code];
  if (kind !== 'unauthenticated' && error === undefined) return {};
  return { 'WWW-Authenticate': error === undefined ? 'Bearer' : `Bearer error="${error}"` };
}

const CHALLENGES: Readonly<Record<string, string>> = {
  TOKEN_REFUSED: 'invalid_token',
  SCOPE_MISSING: 'insufficient_scope',
};

interface Parts {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly faults?: readonly FieldFault[];
}

function answer(parts: Parts, requestId: string, headers: Readonly<Record<string, string>> = {}): ProblemAnswer {
  const { code, status, title, detail, faults = [] } = parts;
  return {
    problem: {
      type: `urn:theriac:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      detail,
      instance: `urn:theriac:request:${requestId}`,
      code,
      ...(faults.length > 0 ? { faults: faults.map(({ field, rule }) => ({ field, rule })) } : {}),
    },
    headers,
  };
}
