/** The issuer's one file of settings: where it listens, and whom each organisation's issuer knows. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { glnSchema } from '@theriac/domain/gs1';
import { roleSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import { PUBLIC_CLIENT } from './public-client';

const nameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be lower case letters, digits and dashes');

/** Only a gateway is `gateway`: nobody signs in as one. */
const heldRoleSchema = roleSchema.exclude(['gateway']);

const personSchema = z.strictObject({
  /** What the person signs in by, and the tokens' subject. */
  name: nameSchema,
  /** Shown on the sign-in page, and told by ID token and userinfo; never in an access token. */
  fullName: z.string().min(1),
  role: heldRoleSchema,
  /** GLNs where the person works, the usual one first; none for patients and guardians. */
  sites: z.array(glnSchema),
});

/** A public key of a machine. One with its private part would be published with the rest of the file. */
const publicKeySchema = z
  .looseObject({ kty: z.enum(['RSA', 'EC']) })
  .refine((key) => !('d' in key), 'must be a public key, without `d`');

const machineSchema = z.strictObject({
  /** Its client id, and the tokens' subject. */
  id: nameSchema,
  role: heldRoleSchema.exclude(['patient', 'guardian']),
  site: glnSchema.optional(),
  jwks: z.strictObject({ keys: z.array(publicKeySchema).min(1) }),
});

/** Plain HTTP is for this machine alone (RFC 8252, section 7.3). */
const loopbackUrlSchema = z
  .url({ protocol: /^http$/ })
  .refine((url) => ['localhost', '127.0.0.1'].includes(new URL(url).hostname), 'must be on localhost or 127.0.0.1');

const organisationSchema = z.strictObject({
  name: nameSchema,
  /** The resource that access tokens are for (RFC 8707), such as `urn:theriac:pharmacy`. */
  audience: z.string().min(1),
  /** Other organisations' gateways: patients and guardians get access tokens for them, too, when they ask for one. */
  elsewhere: z.array(z.string().min(1)).default([]),
  /** Where the browser may be sent back to, besides a program's `/callback` on any loopback port. */
  redirects: z.array(loopbackUrlSchema).default([]),
  /** What the sign-in page calls a site, by GLN; the GLN itself without an entry. */
  siteNames: z.record(z.string(), z.string()).default({}),
  people: z.array(personSchema).default([]),
  machines: z.array(machineSchema).default([]),
});

/** The file's shape. */
export const issuerFileSchema = z.strictObject({
  /** 0 takes a free one. */
  port: z.int().min(0).max(65535),
  listenAddress: z.string().default('127.0.0.1'),
  /** How browsers and gateways name this server; the issuers' names begin with it. By default by its port. */
  baseUrl: loopbackUrlSchema.optional(),
  /** Folder of the signing keys, which the issuer makes; relative to the file. */
  keysFolder: z.string().min(1),
  organisations: z.array(organisationSchema).min(1).superRefine(refuseRepeatedNames),
});

/** A parsed file. */
export type IssuerFile = z.infer<typeof issuerFileSchema>;

/** An organisation with those who may sign in at it. */
export type IssuerOrganisation = z.infer<typeof organisationSchema>;

/** Somebody who may sign in. */
export type IssuerPerson = IssuerOrganisation['people'][number];

/** A program that signs in by itself. */
export type IssuerMachine = IssuerOrganisation['machines'][number];

/**
 * Reads and checks a settings file.
 *
 * @returns the settings, the keys' folder as an absolute path
 * @throws {Error} when the file cannot be read, is no JSON, or a field is wrong: the message names file and field
 */
export function readIssuerFile(file: string): IssuerFile {
  const parsed = issuerFileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}:\n${z.prettifyError(parsed.error)}`);
  const { keysFolder } = parsed.data;
  return { ...parsed.data, keysFolder: isAbsolute(keysFolder) ? keysFolder : resolve(join(file, '..', keysFolder)) };
}

/** A person and a machine of one name would have one subject, and so be one and the same to a gateway. */
function refuseRepeatedNames(organisations: readonly IssuerOrganisation[], context: z.RefinementCtx): void {
  const twice = (names: readonly string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
  for (const name of twice(organisations.map((organisation) => organisation.name)))
    context.addIssue({ code: 'custom', message: `organisation ${name} appears twice` });
  for (const [index, { people, machines }] of organisations.entries()) {
    const subjects = [PUBLIC_CLIENT, ...people.map(({ name }) => name), ...machines.map(({ id }) => id)];
    for (const name of twice(subjects))
      context.addIssue({ code: 'custom', path: [index], message: `${name} names two who sign in` });
  }
}
