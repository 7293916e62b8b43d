/** A part's manifest: how many packs each of its pages holds and their SHA-256, fixed before the first page is written. */
import { z } from 'zod';
import { type Digest, fromHex, hexSchema, toHex } from '../ledger';
import { merkleRoot } from '../merkle';
import { MOST_PACKS_A_PAGE, MOST_PAGES, PACK_DIGEST_BYTES, pagesFor } from './pages';

/** What a manifest fixes of a page; its place in the list is its number. */
export const pageEntrySchema = z.strictObject({
  count: z.int().min(1).max(MOST_PACKS_A_PAGE),
  sha256: hexSchema(32),
});

/** What a manifest fixes of a page. */
export type PageEntry = z.infer<typeof pageEntrySchema>;

/** The pages of a part: as many as its number of packs asks for. */
export const manifestSchema = z
  .array(pageEntrySchema)
  .min(1)
  .max(MOST_PAGES)
  .refine((pages) => pages.length === pagesFor(packsIn(pages)), 'the number of pages does not fit the packs on them');

/** The pages of a part. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest of pages, by number. */
export function manifestOf(digest: Digest, pages: readonly Uint8Array[]): Manifest {
  return pages.map((page) => entryOf(digest, page));
}

/** What a manifest would fix of a page. */
export function entryOf(digest: Digest, page: Uint8Array): PageEntry {
  return { count: Math.floor(page.length / PACK_DIGEST_BYTES), sha256: toHex(digest.sha256(page)) };
}

/** How many packs a manifest's pages hold together. */
export function packsIn(pages: readonly PageEntry[]): number {
  return pages.reduce((sum, page) => sum + page.count, 0);
}

/** The Merkle root over the pages' hashes, in lower case hex. */
export function manifestRoot(digest: Digest, manifest: Manifest): string {
  return toHex(
    merkleRoot(
      digest,
      manifest.map((page) => fromHex(page.sha256)),
    ),
  );
}
