/**
 * Pages: the packs of a part as sorted digests of 16 bytes, in files by the digest's first bits, immutable once written.
 * A page is raw bytes on the ledger; its form is that of its part's state, whose version speaks for it.
 */
import { compareBytes, inOneGo, invalidInput, type Turns } from '../ledger';

/** A digest is cut to 128 bits: among a million, an accident has a chance of 1 in 10^26. */
export const PACK_DIGEST_BYTES = 16;

/** A part registers at most so many packs. */
export const MOST_PACKS = 1_000_000;

/** The mean of a page is above 200 and at most this: 3 to 6 KB, where a verification measured fastest. */
const MOST_PACKS_ON_MEAN_PAGE = 400;

/** Far above what chance does to a mean of 400 (5 standard deviations are 500); refuses made-up digests. */
export const MOST_PACKS_A_PAGE = 1_000;

/** The most pages that a part has: a power of two. */
export const MOST_PAGES = 4_096;

/** Filing or sorting so many takes some milliseconds. */
const PACKS_A_TURN = 4_000;

/** How many pages a part of so many packs has: a power of two, so that a page is a prefix of whole bits. */
export function pagesFor(packs: number): number {
  let pages = 1;
  while (packs > pages * MOST_PACKS_ON_MEAN_PAGE) pages *= 2;
  return pages;
}

/** The number of the page, among so many, that a digest belongs on. */
export function pageOf(packDigest: Uint8Array, pages: number): number {
  const opening = ((packDigest[0] ?? 0) << 8) | (packDigest[1] ?? 0);
  return Math.floor((opening * pages) / 65_536);
}

/**
 * Sorts digests into pages.
 *
 * @param digests 16 bytes each, one after the other, in any order
 * @returns the pages by number
 * @throws LedgerError INVALID_INPUT when a digest is there twice, or there are too few or too many
 */
export function paginate(digests: Uint8Array): Uint8Array[] {
  return inOneGo(paginateInTurns(digests));
}

/** As {@link paginate}, with a pause after each {@link PACKS_A_TURN} or so: who has others to serve lets them in between. */
export function* paginateInTurns(digests: Uint8Array): Turns<Uint8Array[]> {
  const packs = digests.length / PACK_DIGEST_BYTES;
  if (!Number.isInteger(packs) || packs < 1 || packs > MOST_PACKS) {
    throw invalidInput([{ field: 'packs', rule: `a part has 1 to ${MOST_PACKS} packs` }]);
  }
  const pages = pagesFor(packs);
  const filed: Uint8Array[][] = Array.from({ length: pages }, () => []);
  let inTurn = 0;
  for (const one of digestsOf(digests)) {
    filed[pageOf(one, pages)]?.push(one);
    inTurn += 1;
    if (inTurn % PACKS_A_TURN === 0) yield;
  }
  const sorted: Uint8Array[] = [];
  for (const page of filed) {
    sorted.push(pageFrom(page));
    inTurn += page.length;
    if (inTurn < PACKS_A_TURN) continue;
    inTurn = 0;
    yield;
  }
  return sorted;
}

/** Whether a page's digests ascend strictly and all belong on it. */
export function isInOrder(page: Uint8Array, number: number, pages: number): boolean {
  if (page.length % PACK_DIGEST_BYTES !== 0) return false;
  let last: Uint8Array | undefined;
  for (const one of digestsOf(page)) {
    if (pageOf(one, pages) !== number) return false;
    if (last !== undefined && compareBytes(last, one) >= 0) return false;
    last = one;
  }
  return true;
}

/** Whether a page holds a digest. */
export function pageHolds(page: Uint8Array, packDigest: Uint8Array): boolean {
  return placeOnPage(page, packDigest) !== undefined;
}

/** The how manieth of a page's digests this is, from 0, if the page holds it: a binary search. */
export function placeOnPage(page: Uint8Array, packDigest: Uint8Array): number | undefined {
  let low = 0;
  let high = Math.floor(page.length / PACK_DIGEST_BYTES) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareBytes(digestAt(page, middle), packDigest);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** The digests of a page, or of any run of them, in their order, as views of its bytes. */
export function* digestsOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let index = 0; index < Math.floor(bytes.length / PACK_DIGEST_BYTES); index += 1) yield digestAt(bytes, index);
}

function digestAt(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.subarray(index * PACK_DIGEST_BYTES, (index + 1) * PACK_DIGEST_BYTES);
}

function pageFrom(digests: Uint8Array[]): Uint8Array {
  digests.sort(compareBytes);
  const page = new Uint8Array(digests.length * PACK_DIGEST_BYTES);
  digests.forEach((one, index) => {
    if (index > 0 && compareBytes(one, digestAt(page, index - 1)) === 0) {
      throw invalidInput([{ field: 'packs', rule: 'a pack is there twice' }]);
    }
    page.set(one, index * PACK_DIGEST_BYTES);
  });
  return page;
}
