/** Refusals that only HTTP knows: no contract and no rule has a word for a method or a media type. */
import type { FieldFault } from '@theriac/domain/ledger';

/** What HTTP itself refuses, with its status. */
export const HTTP_REFUSALS = {
  BAD_REQUEST: { status: 400, title: 'Bad request' },
  ROUTE_NOT_FOUND: { status: 404, title: 'No such route' },
  TLS_REQUIRED: { status: 403, title: 'TLS required' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  NOT_ACCEPTABLE: { status: 406, title: 'Not acceptable' },
  PRECONDITION_FAILED: { status: 412, title: 'Changed meanwhile' },
  BODY_TOO_LARGE: { status: 413, title: 'Body too large' },
  RESULT_TOO_LARGE: { status: 413, title: 'Result too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported media type' },
  HEADERS_TOO_LARGE: { status: 431, title: 'Request headers too large' },
  REQUEST_TOO_SLOW: { status: 408, title: 'Request too slow' },
} as const;

/** A refusal of HTTP's own. */
export class HttpRefusal extends Error {
  constructor(
    readonly code: keyof typeof HTTP_REFUSALS,
    readonly detail: string,
    readonly faults: readonly FieldFault[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'HttpRefusal';
  }
}
