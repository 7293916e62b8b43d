/** Runs one command of a test run in the foreground and says how it ended. */
import { spawn } from 'node:child_process';

/** A command, run by the same Node as this process unless it names another program. */
export interface Command {
  readonly program?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The exit code of a command whose output goes to the person who started the run. */
export function runCommand({ program = process.execPath, args, env = {} }: Command): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
