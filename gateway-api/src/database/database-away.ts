/** Tells a database that is away, where trying again helps, from a statement that is wrong, where it does not. */
import { isError } from '../logging/is-error';

/** Classes and codes of SQLSTATE that mean: the connection or the server is gone, starting, or full. */
const AWAY_SQLSTATE = /^(?:08|53|57P0[1-5])/;
const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** Errors that pg raises itself carry no code. */
const AWAY_MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end)/;

/** Whether an error, or what caused it, means that the database cannot be reached now. */
export function isDatabaseAway(error: unknown): boolean {
  if (!isError(error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (AWAY_SQLSTATE.test(code) || AWAY_CODES.has(code))) return true;
  return AWAY_MESSAGES.test(error.message) || isDatabaseAway(error.cause);
}
