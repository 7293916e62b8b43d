/** The key that people's random names are made of. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { ConfigError } from '../config/config-error';

const KEY_BYTES = 32;

/**
 * Reads the key, or draws it at the first start. A new key gives everybody a new name: the one who proposed a recall
 * could confirm it as a second person, and nobody would own what is theirs. So none is drawn where people have names.
 *
 * @param people those who are certified already
 * @throws ConfigError when the file is gone, or holds something else
 */
export async function readNameKey(
  file: string,
  people: () => Promise<readonly string[]>,
  log: Logger,
): Promise<Buffer> {
  const key = readIfThere(file) ?? (await drawKey(file, people, log));
  if (key.length !== KEY_BYTES) throw new ConfigError([`THERIAC_NAME_KEY_FILE must hold ${KEY_BYTES} bytes`]);
  return key;
}

async function drawKey(file: string, people: () => Promise<readonly string[]>, log: Logger): Promise<Buffer> {
  const named = (await people()).length;
  if (named > 0)
    throw new ConfigError([
      `THERIAC_NAME_KEY_FILE is gone, and ${named} people have names that were made of it: put it back from the backup`,
    ]);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_BYTES);
  writeFileSync(file, key, { mode: 0o600, flag: 'wx', flush: true });
  log.warn('the key of people’s names was drawn: it belongs in the backup, since without it everybody is renamed');
  return key;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
