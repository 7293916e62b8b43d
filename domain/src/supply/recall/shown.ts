/** What the second person is shown: what they confirm is bound to it, so that nobody confirms something else. */
import { canonicalJson, type Digest, toHex } from '../../ledger';
import type { Recall, RecallText } from './recall.schema';

/** What a recall stops. */
export type WhatIsStopped = Pick<Recall, 'recall' | 'gtin' | 'kind' | 'market' | 'lots' | 'organisation'>;

/** What a recall says. */
export type WhatIsSaid = Pick<RecallText, 'id' | 'class' | 'depth' | 'reason' | 'instructions'>;

/** What a recall stops, with the packs that were registered of each lot when it was proposed. */
export function whatIsStopped({ recall, gtin, kind, market, lots, organisation }: WhatIsStopped): WhatIsStopped {
  return { recall, gtin, kind, market, lots, organisation };
}

/** What one of its texts says: nothing of who wrote it. */
export function whatIsSaid({ id, class: grade, depth, reason, instructions }: WhatIsSaid): WhatIsSaid {
  return { id, class: grade, depth, reason, instructions };
}

/** SHA-256, in hex, of the canonical JSON of everything that a second person must have been shown. */
export function digestOfShown(digest: Digest, stopped: WhatIsStopped, said: WhatIsSaid): string {
  const shown = { ...whatIsStopped(stopped), text: whatIsSaid(said) };
  return toHex(digest.sha256(new TextEncoder().encode(canonicalJson(shown))));
}
