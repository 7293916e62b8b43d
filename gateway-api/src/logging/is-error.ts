/** Tells an error from any other value that was thrown, wherever it comes from. */
import { types } from 'node:util';

/** Whether a value is an error, also one of another realm: `instanceof` sees only errors of its own. */
export function isError(value: unknown): value is Error {
  // Error.isError would say it in one word; TypeScript's library of the year that this project targets lacks it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return types.isNativeError(value);
}
