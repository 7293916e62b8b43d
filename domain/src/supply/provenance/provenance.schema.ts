/** A pack's way from its making to now, as the ledger has it. */
import { z } from 'zod';
import { ssccSchema } from '../../gs1';
import { instantSchema } from '../../ledger';
import { holderSchema } from '../container';
import { memberNameSchema } from '../company-prefix.schema';

/** Something that happened to the pack, alone or with the containers that it was in. */
export const provenanceStepSchema = z.strictObject({
  /** The ledger's event, such as `ContainersShipped`. */
  event: z.string(),
  at: instantSchema,
  transactionId: z.string(),
  block: z.int(),
  /** Who had it afterwards, and where; a maker's packs before their packing are nowhere in particular. */
  organisation: memberNameSchema,
  site: holderSchema.shape.site.exactOptional(),
  /** Whom it was sent to. */
  to: holderSchema.exactOptional(),
  /** The containers that it was in, from the innermost to the one that this happened to; none: to the pack alone. */
  inside: z.array(ssccSchema),
});

/** Something that happened to the pack. */
export type ProvenanceStep = z.infer<typeof provenanceStepSchema>;

/** Why a way has a gap. */
export const provenanceBreakSchema = z.enum(['flagged-hand-over', 'away-from-network']);

/** Why a way has a gap. */
export type ProvenanceBreak = z.infer<typeof provenanceBreakSchema>;
