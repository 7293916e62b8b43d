/** Names of any length in an index, which holds short ones only. */
import { createHash } from 'node:crypto';

/** Bytes; PostgreSQL's B-trees take 2,704 in a row. */
const LONGEST = 1_000;
/** Characters of a longer name that stay, so that a range of names still finds it. */
const KEPT = 250;

/** The name itself, or as much of it as the index holds, with a digest of the whole. */
export function boundedName(name: string): string {
  // No character has more than three bytes for each unit of its length.
  if (name.length * 3 <= LONGEST || Buffer.byteLength(name) <= LONGEST) return name;
  return `${name.slice(0, KEPT)}\u2026${createHash('sha256').update(name).digest('hex')}`;
}
