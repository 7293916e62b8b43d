/** Text that people write, without what only deceives: control and formatting characters, look-alike compositions. */
import { z } from 'zod';

/** Controls, invisible formatting (zero-width, direction overrides), surrogates, private use, line separators. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** One line of up to so many characters, in Unicode's composed form, without space at its ends. */
export function plainTextSchema(longest: number) {
  return z
    .string()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .refine((text) => text.trim() === text, 'must not begin or end with space')
    .refine((text) => !DECEPTIVE.test(text), 'must not hold control or invisible characters')
    .refine((text) => text.normalize('NFC') === text, 'must be in Unicode’s composed form (NFC)');
}
