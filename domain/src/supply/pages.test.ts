import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { compareBytes, toHex } from '../ledger';
import { refusalOf } from '../ledger/fixtures/refusals';
import {
  digestsOf,
  isInOrder,
  MOST_PACKS,
  MOST_PACKS_A_PAGE,
  MOST_PAGES,
  PACK_DIGEST_BYTES,
  pageHolds,
  pageOf,
  pagesFor,
  paginate,
  paginateInTurns,
} from './pages';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.padEnd(32, '0'), 'hex'));
const packed = (...digests: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(digests));

/** Lists of distinct digests; some share their first bytes, so that order is decided late. */
const digestLists = fc
  .uniqueArray(fc.tuple(fc.uint8Array({ minLength: 2, maxLength: 2 }), fc.uint8Array({ minLength: 2, maxLength: 2 })), {
    minLength: 1,
    maxLength: 1_500,
    selector: ([head, tail]) => `${toHex(head)}${toHex(tail)}`,
  })
  .map((pairs) => pairs.map(([head, tail]) => packed(head, new Uint8Array(12), tail)));

describe('pages', () => {
  it.each([
    [1, 1],
    [400, 1],
    [401, 2],
    [800, 2],
    [801, 4],
    [100_000, 256],
    [MOST_PACKS, MOST_PAGES],
  ])('%d packs lie on %d', (packs, pages) => {
    expect(pagesFor(packs)).toBe(pages);
  });

  it('hold every digest once, in order, where its first bits say', () => {
    fc.assert(
      fc.property(digestLists, (digests) => {
        const pages = paginate(packed(...digests));
        expect(pages).toHaveLength(pagesFor(digests.length));
        expect(pages.every((page, number) => isInOrder(page, number, pages.length))).toBe(true);
        const filed = pages.flatMap((page) => [...digestsOf(page)]).map(toHex);
        expect(filed).toEqual([...digests].sort(compareBytes).map(toHex));
      }),
      { numRuns: 50 },
    );
  });

  it('are found by every digest that they hold, and by no other', () => {
    fc.assert(
      fc.property(digestLists, fc.uint8Array({ minLength: 16, maxLength: 16 }), (digests, stranger) => {
        const pages = paginate(packed(...digests));
        const isThere = (one: Uint8Array): boolean => {
          const page = pages[pageOf(one, pages.length)];
          return page !== undefined && pageHolds(page, one);
        };
        expect(digests.every(isThere)).toBe(true);
        expect(isThere(stranger)).toBe(digests.some((one) => compareBytes(one, stranger) === 0));
      }),
      { numRuns: 50 },
    );
  });

  it('take the digest’s first bits as their number', () => {
    expect(pageOf(bytes('ffff'), 1)).toBe(0);
    expect(pageOf(bytes('7fff'), 2)).toBe(0);
    expect(pageOf(bytes('8000'), 2)).toBe(1);
    expect(pageOf(bytes('abcd'), 4_096)).toBe(0xabc);
    expect(pageOf(new Uint8Array(), 4_096)).toBe(0);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['half a digest', new Uint8Array(8)],
    ['one pack twice', packed(bytes('01'), bytes('02'), bytes('01'))],
    ['more than a million', new Uint8Array((MOST_PACKS + 1) * PACK_DIGEST_BYTES)],
  ])('are not made of %s', (_, digests) => {
    expect(refusalOf(() => paginate(digests))).toBe('INVALID_INPUT');
  });

  it.each([
    ['sorted', [bytes('01'), bytes('02')], 0, 2, true],
    ['empty', [], 0, 2, true],
    ['upside down', [bytes('02'), bytes('01')], 0, 2, false],
    ['twice the same', [bytes('01'), bytes('01')], 0, 2, false],
    ['on another page', [bytes('80')], 0, 2, false],
    ['cut short', [Uint8Array.of(1)], 0, 2, false],
  ])('%s: in order %#', (_, digests, number, pages, isFine) => {
    expect(isInOrder(packed(...digests), number, pages)).toBe(isFine);
  });

  it('are the same when they are made in turns, each of a few thousand packs', () => {
    const digests = new Uint8Array(randomBytes(100_000 * PACK_DIGEST_BYTES));
    const turns = paginateInTurns(digests);
    let pauses = 0;
    let turn = turns.next();
    for (; turn.done !== true; turn = turns.next()) pauses += 1;
    expect(turn.value).toEqual(paginate(digests));
    expect(pauses).toBeGreaterThan(40);
  });

  it('of a full part of random digests stay far below the limit of a page', () => {
    const pages = paginate(new Uint8Array(randomBytes(100_000 * PACK_DIGEST_BYTES)));
    const fullest = Math.max(...pages.map((page) => page.length / PACK_DIGEST_BYTES));
    expect(fullest).toBeLessThan(MOST_PACKS_A_PAGE / 1.5);
  });
});
