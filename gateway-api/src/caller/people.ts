/** The people that a development gateway acts as: one folder each, with `person.json` and an MSP. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { glnSchema } from '@theriac/domain/gs1';
import { parseJson, roleSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from './caller';
import { type MspFolder, readMspFolder } from './msp-folder';

const personSchema = z.object({
  /** The name that a developer uses: no name of the ledger. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower case letters, digits and hyphens'),
  person: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'),
  role: roleSchema,
  site: glnSchema.optional(),
  organisation: z.string(),
});

/** A person with the certificate and key that this gateway holds for them. */
export interface Person {
  readonly name: string;
  readonly caller: Caller;
  readonly msp: MspFolder;
}

/**
 * Reads everybody in a people folder.
 *
 * @throws Error when a person's file breaks its schema, belongs elsewhere, or does not match the certificate
 */
export function readPeople(folder: string, organisation: string): Person[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readPerson(join(folder, entry.name), organisation));
}

function readPerson(folder: string, organisation: string): Person {
  const found = parseJson(personSchema, readFileSync(join(folder, 'person.json'), 'utf8'));
  if (found.organisation !== organisation) throw new Error(`${folder} belongs to ${found.organisation}`);
  const msp = readMspFolder(join(folder, 'msp'));
  if (msp.commonName !== found.person) throw new Error(`the certificate in ${folder} is another person’s`);
  return {
    name: found.name,
    caller: { person: found.person, role: found.role, site: found.site, organisation },
    msp,
  };
}
