/** The head of an organisation's log: how long it is, and the hash that binds all its entries. */
import { z } from 'zod';
import { instantSchema, type StateShape } from '../ledger';

/** A log of an organisation, such as `journal`. */
export const logNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be up to 32 lower case letters, digits and hyphens');

const sizeSchema = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 lower case hex digits');

/** The command: this organisation's log now has this many entries and this head. */
export const anchorHeadSchema = z.strictObject({ log: logNameSchema, size: sizeSchema, head: hashSchema });

/** The command: this organisation's log now has this many entries and this head. */
export type AnchorHead = z.infer<typeof anchorHeadSchema>;

/** The question: which head did this organisation anchor last? */
export const readHeadSchema = z.strictObject({
  organisation: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be the name of a member'),
  log: logNameSchema,
});

/** The last head that an organisation anchored of a log. */
export const headSchema = z.strictObject({
  organisation: readHeadSchema.shape.organisation,
  log: logNameSchema,
  size: sizeSchema,
  head: hashSchema,
  changedAt: instantSchema,
});

/** The last head that an organisation anchored of a log. */
export type Head = z.infer<typeof headSchema>;

/** Where heads lie on the ledger. */
export const headShape: StateShape<Head> = {
  objectType: 'head',
  schema: headSchema,
  keyOf: (head) => [head.organisation, head.log],
  upcasts: [],
};
