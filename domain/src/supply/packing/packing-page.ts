/**
 * Packing pages: beside each page of pack digests another one, which says for each pack, in the digests' order, into which
 * container its maker first packed it. So a pack has one container by construction, and a thousand packs are one key.
 */
import { type Sscc, ssccSchema } from '../../gs1';

/** An SSCC's eighteen digits as one number, highest byte first; all zeros for a pack that is loose. */
export const PACKING_ENTRY_BYTES = 8;

const SSCC_DIGITS = 18;

/** Packing pages are raw bytes under this type of key, their registration, and their number as decimal text. */
export const PACKING_PAGE_OBJECT_TYPE = 'packing-page';

/** The page of so many packs, all of them loose. */
export function loosePage(packs: number): Uint8Array {
  return new Uint8Array(packs * PACKING_ENTRY_BYTES);
}

/** An SSCC as it lies on a page, or on a packing list. */
export function packingEntryOf(sscc: Sscc): Uint8Array {
  const entry = new Uint8Array(PACKING_ENTRY_BYTES);
  new DataView(entry.buffer).setBigUint64(0, BigInt(sscc));
  return entry;
}

/** The SSCC of an entry; undefined for a loose pack, and for a number that is no SSCC, which no page holds. */
export function ssccOfEntry(entry: Uint8Array): Sscc | undefined {
  if (isLoose(entry)) return undefined;
  const number = new DataView(entry.buffer, entry.byteOffset, PACKING_ENTRY_BYTES).getBigUint64(0);
  return ssccSchema.safeParse(String(number).padStart(SSCC_DIGITS, '0')).data;
}

/** The entry of the pack whose digest is the page's n-th, as a view of the page's bytes. */
export function packingEntryAt(page: Uint8Array, index: number): Uint8Array {
  return page.subarray(index * PACKING_ENTRY_BYTES, (index + 1) * PACKING_ENTRY_BYTES);
}

/** Whether an entry is a loose pack's. */
export function isLoose(entry: Uint8Array): boolean {
  return entry.every((byte) => byte === 0);
}
