/** Problems as EPCIS 2.0 names them. */
import type { Problem } from '../http/problem.schema';
import type { CaptureError } from './capture.view';

const TYPES: Readonly<Record<number, string>> = {
  400: 'ValidationException',
  401: 'SecurityException',
  403: 'SecurityException',
  404: 'NoSuchResourceException',
  406: 'NotAcceptableException',
  409: 'ResourceAlreadyExistsException',
  413: 'CaptureLimitExceededException',
  414: 'URITooLongException',
  415: 'UnsupportedMediaTypeException',
  422: 'ValidationException',
};

/** The same problem under the standard's type; the vocabulary's word stays in `code`. */
export function dressEpcisProblem(problem: Problem): Problem {
  return { ...problem, type: `epcisException:${TYPES[problem.status] ?? 'ImplementationException'}` };
}

/** The types of a query's problems, where they differ. */
const QUERY_TYPES: Readonly<Record<number, string>> = { 400: 'QueryParameterException', 413: 'QueryTooLargeException' };

/** {@link dressEpcisProblem} for a query. */
export function dressQueryProblem(problem: Problem): Problem {
  const type = QUERY_TYPES[problem.status];
  return type === undefined ? dressEpcisProblem(problem) : { ...problem, type: `epcisException:${type}` };
}

/** A fault of a document as an error of its capture. */
export function validationError(detail: string): CaptureError {
  return { type: 'epcisException:ValidationException', title: 'EPCIS validation', status: 400, detail };
}

/** An event whose eventID stands for other content, as an error of its capture. */
export function alreadyExistsError(detail: string): CaptureError {
  return { type: 'epcisException:ResourceAlreadyExistsException', title: 'Other content exists', status: 409, detail };
}

/** A capture that this gateway could not bring to its end. */
export function implementationError(detail: string): CaptureError {
  return { type: 'epcisException:ImplementationException', title: 'Not captured', status: 500, detail };
}
