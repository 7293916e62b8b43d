/** The gateway's own secret, which keys digests of what callers sent, and others that are made of it. */
import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../config/config-error';

/**
 * Reads the secret, or draws it at the first start.
 *
 * @throws ConfigError when the file holds something else
 */
export function readSecret(file: string): Buffer {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new ConfigError(['THERIAC_SECRET_FILE must hold 64 hexadecimal digits']);
  return Buffer.from(text, 'hex');
}

/** A secret for one use, made of the gateway's: it tells nothing of that one, nor of those for other uses. */
export function secretFor(secret: Uint8Array, use: string): Buffer {
  return createHmac('sha256', secret).update(`theriac ${use}`).digest();
}
