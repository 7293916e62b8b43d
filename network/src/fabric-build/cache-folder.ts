/** Where Theriac keeps what is dear to make and the same for every clone. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The cache's folder: `THERIAC_CACHE`, else `~/.cache/theriac`, else, for root, `/var/cache/theriac`, which other
 * users of the machine can read (an embedded database server will not run as root).
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  userId: number | undefined = process.getuid?.(),
): string {
  const chosen = environment.THERIAC_CACHE;
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  return userId === 0 ? '/var/cache/theriac' : join(homedir(), '.cache', 'theriac');
}
