/** One bounded log a process, which goes on when its supervisor is killed. */
import { copyFileSync, mkdirSync, openSync, renameSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** A log is cut at this size; one older half is kept beside it. */
export const LOG_LIMIT_BYTES = 16 * 1024 * 1024;

/** The log of a process. */
export function logFileOf(logs: string, name: string): string {
  return join(logs, `${name}.log`);
}

/**
 * Opens the log for a child to write by itself. The child holds the file, not a pipe: a pipe would end it with EPIPE
 * as soon as its supervisor is killed. Appending makes each write find the end anew, also after the file was cut.
 */
export function openLog(logs: string, name: string): number {
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  return openSync(logFileOf(logs, name), 'a', 0o600);
}

/**
 * Cuts a log that has outgrown its limit: its content becomes `<log>.1`, replacing an older one, and the file, which
 * the process keeps open, begins again. What is written between copy and cut (microseconds) is lost.
 * @returns whether it was cut.
 */
export function rotateLog(file: string, limit: number = LOG_LIMIT_BYTES): boolean {
  if (sizeOf(file) <= limit) return false;
  copyFileSync(file, `${file}.1.new`);
  truncateSync(file, 0);
  renameSync(`${file}.1.new`, `${file}.1`);
  return true;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
