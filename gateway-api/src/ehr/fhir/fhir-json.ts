/** FHIR R4 as it goes over HTTP: media types, and problems written as OperationOutcome. */
import type { Problem } from '../../http/problem.schema';

/** The media type of FHIR's JSON. */
export const FHIR_JSON = 'application/fhir+json';

/** What a FHIR route takes. */
export const FHIR_TYPES = [FHIR_JSON, 'application/json'] as const;

/** The system of this API's words for problems. */
export const PROBLEM_SYSTEM = 'urn:theriac:problem';

/** FHIR's issue types by HTTP status; http://hl7.org/fhir/issue-type. */
const ISSUE_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  409: 'conflict',
  412: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  422: 'business-rule',
  429: 'throttled',
  503: 'transient',
};

/** What a FHIR route declares besides its own. */
export function fhirShape(resourceType: string) {
  return { tag: 'FHIR', problemType: FHIR_JSON, dressProblem: outcomeOf(resourceType) } as const;
}

/** Headers of an answer that is a resource. */
export function fhirHeaders(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { 'Content-Type': FHIR_JSON, ...more };
}

/**
 * A problem as an OperationOutcome: an issue for each fault, each with this API's word for the problem.
 *
 * @param resourceType of what the route is about, for the paths of faults
 */
export function outcomeOf(resourceType: string): (problem: Problem) => object {
  return ({ status, code, detail, instance, faults = [] }) => {
    const common = {
      severity: status >= 500 ? 'fatal' : 'error',
      code: ISSUE_TYPES[status] ?? 'exception',
      details: { coding: [{ system: PROBLEM_SYSTEM, code }] },
    };
    const issues = faults.map(({ field, rule }) => ({
      ...{ ...common, diagnostics: `${field} ${rule}` },
      ...(/^[a-z]/.test(field) && { expression: [`${resourceType}.${field}`] }),
    }));
    const whole = { ...common, diagnostics: detail };
    return {
      resourceType: 'OperationOutcome',
      id: instance.split(':').at(-1),
      issue: issues.length > 0 ? issues : [whole],
    };
  };
}
