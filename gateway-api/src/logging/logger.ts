/** The gateway's log: what may be in a line is listed here; everything else stays out. */
import { LedgerError } from '@theriac/domain/ledger';
import pino, { type DestinationStream, type Logger } from 'pino';
import { ConfigError } from '../config/config-error';
import { HttpRefusal } from '../http/http-refusal';
import { isError } from './is-error';

/** An error as it is logged. */
interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  /** Where it was thrown; a stack's first lines are its message, which may hold values. */
  readonly at: readonly string[];
  readonly cause?: LoggedError;
}

/** Opens the log: one JSON line each, to standard output unless a test looks on. */
export function openLog(level: string, organisation: string, destination?: DestinationStream): Logger {
  const options = { level, base: { organisation }, serializers: { error: loggedError, err: loggedError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * What of an error may be written. Only errors whose messages are known to hold no value show theirs: a database's
 * error repeats parameters, a parser's the text that it stumbled over.
 */
export function loggedError(error: unknown): LoggedError {
  if (!isError(error)) return { type: typeof error, at: [] };
  const { code } = error as { code?: unknown };
  const isSafe = error instanceof LedgerError || error instanceof HttpRefusal || error instanceof ConfigError;
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(isSafe ? { message: error.message } : {}),
    at: (error.stack ?? '').split('\n').flatMap((line) => /^ {4}at (.*)$/.exec(line)?.[1] ?? []),
    ...(isError(error.cause) ? { cause: loggedError(error.cause) } : {}),
  };
}
