/** Compiles one command of a pinned module. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { PINNED_GO } from './go-modules';
import type { PinnedModule } from './releases';
import { runCommand } from './run-command';

/** Ends the name of a file that is being made. */
export const UNFINISHED = '.unfinished';

/** What happens during a build, counted in Go's packages. */
export interface CompileProgress {
  /** Packages that were compiled by now; those in Go's build cache are never counted. */
  readonly compiled: number;
  /** Packages that the command consists of. */
  readonly all: number;
}

/**
 * Builds a command; the file appears under its name only when it is whole.
 * @throws {CommandError} with the compiler's last lines.
 */
export async function buildCommand(
  module: PinnedModule,
  command: string,
  file: string,
  onProgress: (progress: CompileProgress) => void,
): Promise<void> {
  const unfinished = `${file}.${process.pid}${UNFINISHED}`;
  const source = `${module.path}/cmd/${command}`;
  const options = { cwd: module.folder, env: { ...PINNED_GO, CGO_ENABLED: module.cgo ? '1' : '0' } };
  const all = (await runCommand('go', ['list', '-deps', source], options)).split('\n').length;
  let compiled = 0;
  try {
    // -v names each package that is compiled; -buildvcs would stamp our own repository's state into Fabric's binary.
    await runCommand(
      'go',
      ['build', '-v', '-buildvcs=false', '-ldflags', module.linkerFlags, '-o', unfinished, source],
      {
        ...options,
        onErrorLine: () => {
          compiled += 1;
          onProgress({ compiled, all });
        },
      },
    );
    reachDisk(unfinished);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Without it a power cut after the rename could leave a file of the right name with nothing in it. */
function reachDisk(file: string): void {
  const handle = openSync(file, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
