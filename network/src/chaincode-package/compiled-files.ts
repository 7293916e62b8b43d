/** Collects what runs of a compiled package: no tests, no maps, no declarations. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ArchivedFile } from './package-archive';

const RUNS = /\.(c?js|json)$/;
const TESTS = /(\.test\.c?js$|(^|\/)(fixtures|__tests__)\/)/;

/** The running files below a folder, named as they will lie below `as`. */
export function compiledFiles(folder: string, as: string): ArchivedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => RUNS.test(name) && !TESTS.test(name))
    .map((name) => ({ name: `${as}/${name}`, content: readFileSync(join(folder, name)) }));
}
