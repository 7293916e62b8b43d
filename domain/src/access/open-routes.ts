/** The one list of what a gateway answers without a token; everything else is 401 without one. */

/** A path that is open, with everything below it where it ends in `/**`. */
export const OPEN_ROUTES = [
  '/healthz',
  '/readyz',
  '/openapi.json',
  '/docs/**',
  // HL7 FHIR R4, RESTful API: who may connect must know first what is there.
  '/fhir/R4/metadata',
  // SMART App Launch 2.2, conformance.
  '/fhir/R4/.well-known/smart-configuration',
  // CDS Hooks 2.0, discovery: the only endpoint without authentication.
  '/cds-services',
  '/public/**',
] as const;

/**
 * Whether a request's path is open. Paths are compared as they were sent: an encoded or doubled slash fits nothing.
 *
 * @param path without query
 */
export function isOpenRoute(path: string): boolean {
  return OPEN_ROUTES.some((open) => {
    if (!open.endsWith('/**')) return path === open;
    const below = open.slice(0, -'/**'.length);
    return path === below || path.startsWith(`${below}/`);
  });
}
