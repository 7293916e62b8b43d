/** A role's password: drawn once, kept in a file that only its owner reads. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The path of a role's password. */
export function passwordFile(folder: string, role: string): string {
  return join(folder, `${role}.password`);
}

/** The password of a role, drawn when there is none yet. */
export function ensurePassword(folder: string, role: string): string {
  const file = passwordFile(folder, role);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return readPassword(folder, role);
}

/** @throws Error when the role has no password yet */
export function readPassword(folder: string, role: string): string {
  return readFileSync(passwordFile(folder, role), 'utf8');
}
