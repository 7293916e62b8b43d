/**
 * Which packs of its pages a packing packed: a bit for each place on a page. The pages themselves do not tell packings apart,
 * since two of them may fill the same container, and one that is abandoned takes back its own packs alone.
 */
import { z } from 'zod';
import { fromHex, toHex } from '../../ledger';
import { MOST_PACKS_A_PAGE, MOST_PAGES } from '../pages';
import { PAGES_A_BATCH } from '../part.schema';
import { loosePage, packingEntryAt, PACKING_ENTRY_BYTES } from './packing-page';

const BITS = 8;
const MOST_HEX_DIGITS = (2 * MOST_PACKS_A_PAGE) / BITS;

/** The packs of one batch of pages, by the numbers of their pages. */
export const packedPlacesSchema = z
  .array(
    z.strictObject({
      page: z
        .int()
        .min(0)
        .max(MOST_PAGES - 1),
      /** In hex: the highest bit of the first byte is the first place's. */
      places: z
        .string()
        .max(MOST_HEX_DIGITS)
        .regex(/^(?:[0-9a-f]{2})+$/),
    }),
  )
  .max(PAGES_A_BATCH);

/** The packs of one batch of pages, by the numbers of their pages. */
export type PackedPlaces = z.infer<typeof packedPlacesSchema>;

/** Places of a page of so many packs, as bits in hex. */
export function placesInHex(places: readonly number[], packs: number): string {
  const bits = new Uint8Array(Math.ceil(packs / BITS));
  for (const place of places) {
    const at = Math.floor(place / BITS);
    bits[at] = (bits[at] ?? 0) | bitOf(place);
  }
  return toHex(bits);
}

/** The page with the packs at these places loose again. */
export function loosened(page: Uint8Array, places: string): Uint8Array {
  const bits = fromHex(places);
  const left = Uint8Array.from(page);
  const loose = loosePage(1);
  for (let place = 0; place < page.length / PACKING_ENTRY_BYTES; place += 1)
    if (((bits[Math.floor(place / BITS)] ?? 0) & bitOf(place)) !== 0) packingEntryAt(left, place).set(loose);
  return left;
}

function bitOf(place: number): number {
  return 0x80 >> (place % BITS);
}
