/** The key that people's random names are made of. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { ConfigError } from '../config/config-error';

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
  const text = readIfThere(file) ?? (await drawKey(file, people, log));
  if (!/^[0-9a-f]{64}$/.test(text.trim()))
    throw new ConfigError(['THERIAC_NAME_KEY_FILE must hold 64 hexadecimal digits']);
  return Buffer.from(text.trim(), 'hex');
}

async function drawKey(file: string, people: () => Promise<readonly string[]>, log: Logger): Promise<string> {
  const named = (await people()).length;
  if (named > 0)
    throw new ConfigError([
      `THERIAC_NAME_KEY_FILE is gone, and ${named} people have names that were made of it: put it back from the backup`,
    ]);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const text = `${randomBytes(32).toString('hex')}\n`;
  writeFileSync(file, text, { mode: 0o600, flag: 'wx', flush: true });
  log.warn('the key of people’s names was drawn: it belongs in the backup, since without it everybody is renamed');
  return text;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
