/** What became of a pack, or of all packs of a container at once, in the words of Delegated Regulation (EU) 2016/161. */
import { z } from 'zod';
import { hexSchema, instantSchema } from '../../ledger';

/** Every state but *active*. Recalled and withdrawn are of a lot and a product, expired is computed. */
export const INACTIVE_STATES = [
  'supplied',
  'exported',
  'checked-out',
  'sample',
  'free-sample',
  'locked',
  'stolen',
  'destroyed',
] as const;

/** A state other than active, and how it came to be. */
export const packStatusSchema = z.strictObject({
  state: z.enum(INACTIVE_STATES),
  at: instantSchema,
  /** Binds the site and the person that did it, and hides them; see `commitActor`. */
  by: hexSchema(32),
  /** When a supplied pack was handed over to the public: from then on it never comes back. */
  handedOverAt: instantSchema.exactOptional(),
});

/** A state other than active, and how it came to be. */
export type PackStatus = z.infer<typeof packStatusSchema>;

/** A state other than active. */
export type InactiveState = PackStatus['state'];
