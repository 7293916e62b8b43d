/** What a custodian shows of a batch: the granted classes with their records, and of all else a hash. */
import { z } from 'zod';
import { hexSchema } from '../../ledger';
import { recordClassSchema } from './record-class';
import { recordVersionSchema, SALT_BYTES } from './record-leaf';

/** Hashes of the largest tree: of 2,000 records, and the fillers beside them. */
const MOST_HASHES = 2_048;

const hashSchema = hexSchema(32);
const saltSchema = hexSchema(SALT_BYTES);

/** How many entries a tree has: opened, or as its hash. */
const countedSchema = z.union([
  hashSchema,
  z.strictObject({ count: z.int().min(0).max(MOST_HASHES), salt: saltSchema }),
]);

/** A record's leaf that is opened, for who has its body. */
const openLeafSchema = z.strictObject({ ...recordVersionSchema.shape, leaf: hashSchema, salt: saltSchema });

/** A class that is opened: `root` binds its leaves even when some of them are left out. */
const openClassSchema = z.strictObject({
  class: recordClassSchema,
  salt: saltSchema,
  root: hashSchema,
  counted: countedSchema,
  leaves: z.array(z.union([hashSchema, openLeafSchema])).max(MOST_HASHES),
});

/** The opening of one batch. */
export const batchOpeningSchema = z.strictObject({
  counted: countedSchema,
  entries: z.array(z.union([hashSchema, openClassSchema])).max(MOST_HASHES),
});

/** The opening of one batch. */
export type BatchOpening = z.infer<typeof batchOpeningSchema>;

/** A class that is opened. */
export type OpenClass = z.infer<typeof openClassSchema>;

/** How many entries a tree has: opened, or as its hash. */
export type Counted = z.infer<typeof countedSchema>;

/**
 * What the consents of a reader may keep from them, by their form alone and not by what there is: nothing, whole classes, or
 * single records of a class too. Both sides know it, and it never tells whether anything was kept.
 */
export type OpeningLimit = 'nothing' | 'classes' | 'records';
