/** Runs a command to its end, line by line. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How a command is run. */
export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Given to the command's standard input. */
  readonly input?: string;
  /** Sees each line of standard error as it comes. */
  readonly onErrorLine?: (line: string) => void;
}

/** A command that could not be run, or ended with another code than 0; the message ends with what it last said. */
export class CommandError extends Error {
  constructor(
    readonly command: string,
    readonly code: number | string,
    readonly output: string,
  ) {
    super(`${command} ended with ${code}${output === '' ? '' : `:\n${output}`}`);
    this.name = 'CommandError';
  }
}

/** Enough of a compiler's complaints to act on. */
const KEPT_ERROR_LINES = 30;

/**
 * Standard output of a command.
 * @throws {CommandError} when it cannot be started (code `ENOENT`) or fails.
 */
export function runCommand(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const name = [command, ...args].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    const errors: string[] = [];
    eachLine(child.stdout, (line) => output.push(line));
    eachLine(child.stderr, (line) => {
      errors.push(line);
      if (errors.length > KEPT_ERROR_LINES) errors.shift();
      options.onErrorLine?.(line);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(new CommandError(name, error.code ?? 'an error', error.message));
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output.join('\n'));
      else reject(new CommandError(name, code ?? signal ?? 'an unknown code', errors.join('\n')));
    });
    // A command that never reads its input closes it: not our failure.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

function eachLine(stream: Readable, handle: (line: string) => void): void {
  createInterface({ input: stream }).on('line', handle);
}
