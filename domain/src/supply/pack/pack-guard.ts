/** Who endorses the next change of a pack's own key. */
import type { Actor, Guard } from '../../ledger';

/** After something happened to the pack alone: who has it, and one other. */
export function guardedByHolder(by: Actor): Guard {
  return { rule: 'holder-and-one-other', holder: by.mspId };
}

/** While it is in a container it moves by the container's key, and its next holder is not known yet. */
export const GUARDED_IN_CONTAINER: Guard = { rule: 'as-on-channel' };
