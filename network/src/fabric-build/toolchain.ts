/** What a build needs of the machine: a recent Go, and a C compiler with its headers. Said at once when it is missing. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isRecentEnough, OLDEST_GO, parseGoVersion, type GoVersion } from './go-version';
import { installAdvice } from './install-advice';
import { runCommand } from './run-command';

/** A tool is missing or too old; the message ends with the command that installs it. */
export class MissingToolError extends Error {
  constructor(message: string, advice: string) {
    super(`${message}\nInstall it with:\n  ${advice}`);
    this.name = 'MissingToolError';
  }
}

/** Go as it is installed, or nothing: never one that it would fetch by itself, so that the cache's key is right. */
export async function findGo(): Promise<GoVersion | undefined> {
  try {
    return parseGoVersion(await runCommand('go', ['version'], { env: { GOTOOLCHAIN: 'local' } }));
  } catch {
    return undefined;
  }
}

/**
 * The Go to build with.
 * @throws {MissingToolError} when there is none, or it is older than OLDEST_GO.
 */
export function requireGo(found: GoVersion | undefined): GoVersion {
  const needed = `Go ${OLDEST_GO.major}.${OLDEST_GO.minor} or later is needed to build Fabric`;
  if (found === undefined) throw new MissingToolError(`${needed}, and no \`go\` is on the PATH.`, adviceFor('go'));
  if (!isRecentEnough(found)) throw new MissingToolError(`${needed}; this is ${found.name}.`, adviceFor('go'));
  return found;
}

/**
 * Checks that Go's C compiler translates and links a program that uses the C library.
 * @throws {MissingToolError} when it does not.
 */
export async function requireCCompiler(): Promise<void> {
  const compiler = (await runCommand('go', ['env', 'CC'], { env: { GOTOOLCHAIN: 'local' } })).trim();
  const [command = 'cc', ...args] = compiler.split(/\s+/);
  try {
    await runCommand(command, [...args, '-x', 'c', '-', '-o', '/dev/null'], {
      input: '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n',
    });
  } catch (error) {
    const reason = (error as Error).message.split('\n').slice(0, 2).join(' ');
    throw new MissingToolError(
      `A C compiler with the C library's headers is needed to build Fabric CA, and \`${compiler}\` does not work: ${reason}`,
      adviceFor('c-compiler'),
    );
  }
}

function adviceFor(tool: 'go' | 'c-compiler'): string {
  return installAdvice(tool, process.platform, process.arch, isOnPath);
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
