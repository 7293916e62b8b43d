/** Independent implementations in Python: installed by pinned hashes into the cache, once for all clones. */
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../network/src/fabric-build/cache-folder';

const run = promisify(execFile);
const REQUIREMENTS = join(__dirname, 'requirements.txt');
const SOURCES = join(__dirname, 'sources.txt');
const OUTPUT = 64 * 1024 * 1024;

/** Whether this machine has Python 3 of at least this minor version, with venv; tests that need it are skipped if not. */
export function hasPython(minor: number): boolean {
  const code = `import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, ${minor}) else 1)`;
  return spawnSync('python3', ['-c', code], { stdio: 'ignore' }).status === 0;
}

/** Runs one of the scripts beside this file with the pinned packages at hand; gives what it prints. */
export async function runPython(script: string, args: readonly string[], input = ''): Promise<string> {
  const python = join(await environment(), 'bin', 'python');
  const running = run(python, [join(__dirname, script), ...args], { maxBuffer: OUTPUT });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

/** The folder with the pinned source distributions, as they were published. */
export function sourceDistributions(): Promise<string> {
  return kept('sources', SOURCES, async (folder) => {
    const pip = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--no-binary',
      ':all:',
    ];
    await run(join(await environment(), 'bin', 'python'), [...pip, '--require-hashes', '-r', SOURCES, '-d', folder]);
  });
}

function environment(): Promise<string> {
  return kept('environment', REQUIREMENTS, async (folder) => {
    await run('python3', ['-m', 'venv', folder]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes'];
    await run(join(folder, 'bin', 'python'), [...pip, '-r', REQUIREMENTS]);
  });
}

/**
 * A folder of the cache that stands for a file of pins: made aside and moved into place whole, so that neither a killed
 * run nor another one at the same time leaves half of it. (A virtual environment may be moved while it is used as
 * `bin/python` only.)
 */
async function kept(name: string, pins: string, make: (folder: string) => Promise<void>): Promise<string> {
  const version = spawnSync('python3', ['--version'], { encoding: 'utf8' }).stdout.trim();
  const digest = createHash('sha256').update(version).update(readFileSync(pins)).digest('hex').slice(0, 16);
  const root = join(cacheFolder(), 'conformance');
  const folder = join(root, `${name}-${digest}`);
  if (existsSync(folder)) return folder;
  mkdirSync(root, { recursive: true });
  const aside = mkdtempSync(join(root, 'making-'));
  try {
    await make(join(aside, 'whole'));
    renameSync(join(aside, 'whole'), folder);
  } catch (error) {
    // Somebody else was faster: theirs is as good.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}
