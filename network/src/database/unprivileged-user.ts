/** Whom PostgreSQL runs as: it refuses root, so root hands it to a user that owns nothing else. */
import { readFileSync } from 'node:fs';

/** A user and group that a process is given to. */
export interface UnprivilegedUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user to run the database as; undefined when this process is not root and runs it as itself.
 * initdb looks its user up by number, so it must stand in /etc/passwd.
 *
 * @throws Error when root finds neither `postgres` nor `nobody`
 */
export function unprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = rows.find(([user]) => user === name) ?? [];
    if (uid !== undefined && gid !== undefined && uid !== '0') return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL refuses to run as root, and /etc/passwd has neither the user postgres nor nobody');
}
