/** Serial number of a pack: AI (21). */
import { z } from 'zod';
import { isCharset82 } from './charset-82';

/** One to twenty characters of GS1's set of 82, case sensitive. */
export const serialSchema = z
  .string()
  .min(1, 'must not be empty')
  .max(20, 'must have at most 20 characters')
  .refine(isCharset82, 'has a character that GS1 does not allow')
  .brand<'Serial'>();

/** A pack's serial number; unique together with its GTIN. */
export type Serial = z.infer<typeof serialSchema>;
