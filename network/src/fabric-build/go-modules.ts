/** Downloads a pinned module's dependencies into Go's own cache, and says how far it is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PinnedModule } from './releases';
import { runCommand } from './run-command';

/** A module that go.mod requires. */
export interface RequiredModule {
  readonly path: string;
  readonly version: string;
}

/** How often the download is looked at. */
const LOOK_EVERY_MS = 500;

/** Settings of Go for every command: the installed Go, and only what go.mod and go.sum pin. */
export const PINNED_GO = { GOTOOLCHAIN: 'local', GOWORK: 'off', GOFLAGS: '-mod=readonly' } as const;

/** The modules within the `require` blocks and lines of a go.mod. */
export function requiredModules(goMod: string): RequiredModule[] {
  const required: RequiredModule[] = [];
  let inBlock = false;
  for (const line of goMod.split('\n')) {
    if (/^require \($/.test(line)) inBlock = true;
    else if (line.startsWith(')')) inBlock = false;
    else {
      const match = (inBlock ? /^\t(\S+) (v\S+)/ : /^require (\S+) (v\S+)/).exec(line);
      const [, path, version] = match ?? [];
      if (path !== undefined && version !== undefined) required.push({ path, version });
    }
  }
  return required;
}

/** A module's archive in Go's module cache; upper case is written as `!` and lower case there. */
export function archiveOf(moduleCache: string, { path, version }: RequiredModule): string {
  const escape = (text: string): string => text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
  return join(moduleCache, 'cache', 'download', escape(path), '@v', `${escape(version)}.zip`);
}

/**
 * Brings all modules here that are not here yet. Killed, it goes on with the next missing one.
 * @param onProgress - told twice a second how many of how many modules are here.
 * @throws {CommandError} when the proxy cannot be reached, or a file differs from go.sum.
 */
export async function downloadModules(
  module: PinnedModule,
  onProgress: (here: number, all: number) => void,
): Promise<void> {
  const options = { cwd: module.folder, env: PINNED_GO };
  const moduleCache = (await runCommand('go', ['env', 'GOMODCACHE'], options)).trim();
  const archives = requiredModules(readFileSync(join(module.folder, 'go.mod'), 'utf8')).map((required) =>
    archiveOf(moduleCache, required),
  );
  const look = setInterval(() => {
    onProgress(archives.filter((archive) => existsSync(archive)).length, archives.length);
  }, LOOK_EVERY_MS);
  try {
    await runCommand('go', ['mod', 'download'], options);
  } finally {
    clearInterval(look);
  }
}

/** The module's own folder in Go's cache, where its sample configuration lies. */
export async function moduleSources(module: PinnedModule): Promise<string> {
  const args = ['list', '-m', '-f', '{{.Dir}}', module.path];
  return (await runCommand('go', args, { cwd: module.folder, env: PINNED_GO })).trim();
}
