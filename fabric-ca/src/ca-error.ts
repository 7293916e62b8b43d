/** What Fabric CA answers when it refuses. */

/** The codes of Fabric CA's own table (lib/caerrors) that this code tells apart. */
export const CA_ERROR = {
  unknownIdentity: 10,
  notAuthenticated: 20,
  notFound: 63,
  alreadyRevoked: 66,
  notPermitted: 71,
  alreadyRegistered: 74,
} as const;

/** Fabric CA refused a request; it hides most reasons from callers: its log has them. */
export class CaError extends Error {
  constructor(
    readonly request: string,
    readonly status: number,
    readonly errors: readonly { readonly code: number; readonly message: string }[],
  ) {
    super(`${request}: ${status} ${errors.map(({ code, message }) => `${code}: ${message}`).join('; ')}`);
    this.name = 'CaError';
  }

  /** Whether this was (one of) the reasons. */
  has(code: number): boolean {
    return this.errors.some((error) => error.code === code);
  }
}
