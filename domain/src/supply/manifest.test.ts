import { createHash } from 'node:crypto';
import { testDigest } from '../ledger/fixtures/node-digest';
import { pagesOf } from './fixtures/supply.fixtures';
import { manifestOf, manifestRoot, manifestSchema, packsIn } from './manifest';

const pages = pagesOf(900);
const manifest = manifestOf(testDigest, pages);

describe('a manifest', () => {
  it('fixes the count and the hash of each page', () => {
    expect(manifest).toHaveLength(4);
    expect(packsIn(manifest)).toBe(900);
    expect(manifest.map((page) => page.sha256)).toEqual(
      pages.map((page) => createHash('sha256').update(page).digest('hex')),
    );
    expect(manifestSchema.parse(manifest)).toEqual(manifest);
  });

  it('has another root when any page is another', () => {
    const changed = manifest.map((page, number) => (number === 2 ? { ...page, sha256: 'f'.repeat(64) } : page));
    const swapped = [...manifest].reverse();
    const roots = [manifest, changed, swapped].map((one) => manifestRoot(testDigest, one));
    expect(new Set(roots).size).toBe(3);
  });

  it.each([
    ['fewer pages than its packs ask for', manifest.slice(0, 3).map((page) => ({ ...page, count: 300 }))],
    ['more pages than its packs ask for', manifest.map((page) => ({ ...page, count: 2 }))],
    ['an empty page', manifest.map((page, number) => (number === 0 ? { ...page, count: 0 } : page))],
    ['a page that is too full', [{ count: 1_001, sha256: 'a'.repeat(64) }]],
    ['no page', []],
  ])('is refused with %s', (_, wrong) => {
    expect(manifestSchema.safeParse(wrong).success).toBe(false);
  });
});
