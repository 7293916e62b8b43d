/** Refusals that only HTTP knows: no contract and no rule has a word for a method or a media type. */
import type { FieldFault } from '@theriac/domain/ledger';

/** What HTTP itself refuses, with its status. */
export const HTTP_REFUSALS = {
  BAD_REQUEST: { status: 400, title: 'Bad request' },
  ROUTE_NOT_FOUND: { status: 404, title: 'No such route' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  NOT_ACCEPTABLE: { status: 406, title: 'Not acceptable' },
  BODY_TOO_LARGE: { status: 413, title: 'Body too large' },
  RESULT_TOO_LARGE: { status: 413, title: 'Result too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported media type' },
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
