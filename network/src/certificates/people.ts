/** The demo people's random names: chosen once, before anything else happens to them, and kept. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Person } from '../topology';
import type { PersonToCertify } from './certificate-plan';
import { writeOwnerOnly } from './owner-only';

/** person.json: what a gateway needs to know of a person whom it acts as. */
export const personFileSchema = z.strictObject({
  /** The demo name, such as `pharmacist`; it stands nowhere else. */
  name: z.string(),
  /** What certificates and the ledger call them. */
  person: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits'),
  role: z.string(),
  /** GLN; absent for patients. */
  site: z.string().optional(),
  organisation: z.string(),
});

/** What is known of a demo person. */
export type PersonFile = z.infer<typeof personFileSchema>;

/**
 * A person with their random name: the one that they have, or a new one that is on disk before it is used.
 * @param folder - `people/<name>` of the organisation.
 */
export function namePerson(folder: string, organisation: string, { name, role, sites }: Person): PersonToCertify {
  const [site] = sites;
  const file = join(folder, 'person.json');
  const held = existsSync(file) ? personFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).person : undefined;
  const person = held ?? randomBytes(16).toString('hex');
  const text: PersonFile = { name, person, role, ...(site === undefined ? {} : { site }), organisation };
  writeOwnerOnly(file, `${JSON.stringify(text, null, 2)}\n`);
  return { name, person, role, site };
}
