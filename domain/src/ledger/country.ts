/** Countries, by their two letters. */
import { z } from 'zod';

/** An ISO 3166-1 alpha-2 code, such as `SE`. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code');
