import { fromHex, toHex } from '../ledger';
import { testDigest } from '../ledger/fixtures/node-digest';
import { leadsToRoot, merklePath } from './path';
import { merkleLevels, merkleRoot, rootOf } from './root';

/** The leaves and paths that the Certificate Transparency projects test their trees with. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const KNOWN_PATHS = [
  [0, 1, []],
  [
    ...[0, 8],
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    ...[5, 8],
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
] as const;

const leavesOf = (count: number) => LEAVES.slice(0, count).map(fromHex);
const numbered = (count: number) => Array.from({ length: count }, (_, n) => Uint8Array.of(n >> 8, n & 255));

describe('a leaf’s path', () => {
  it.each(KNOWN_PATHS)('from leaf %d of %d is the one that Certificate Transparency gives it', (index, count, path) => {
    const levels = merkleLevels(testDigest, leavesOf(count));
    expect(merklePath(levels, index as number).map(toHex)).toEqual(path);
  });

  it('leads from every leaf of every small tree to its root', () => {
    for (let count = 1; count <= 33; count += 1) {
      const leaves = numbered(count);
      const levels = merkleLevels(testDigest, leaves);
      const root = merkleRoot(testDigest, leaves);
      expect(toHex(rootOf(testDigest, levels))).toBe(toHex(root));
      leaves.forEach((leaf, index) => {
        const path = merklePath(levels, index);
        expect(leadsToRoot(testDigest, leaf, { index, leaves: count }, path, root)).toBe(true);
      });
    }
  });

  it('leads nowhere for another leaf, place, count, path or root', () => {
    const leaves = numbered(11);
    const levels = merkleLevels(testDigest, leaves);
    const root = rootOf(testDigest, levels);
    const path = merklePath(levels, 10);
    const leaf = leaves[10]!;
    const at = { index: 10, leaves: 11 };
    expect(leadsToRoot(testDigest, leaf, at, path, root)).toBe(true);
    const others = [
      leadsToRoot(testDigest, leaves[9]!, at, path, root),
      leadsToRoot(testDigest, leaf, { ...at, index: 9 }, path, root),
      leadsToRoot(testDigest, leaf, { ...at, index: 11 }, path, root),
      leadsToRoot(testDigest, leaf, { ...at, index: -1 }, path, root),
      leadsToRoot(testDigest, leaf, { ...at, index: 9.5 }, path, root),
      leadsToRoot(testDigest, leaf, { index: 10, leaves: 16 }, path, root),
      leadsToRoot(testDigest, leaf, at, path.slice(1), root),
      leadsToRoot(testDigest, leaf, at, [...path, root], root),
      leadsToRoot(testDigest, leaf, at, [...path].reverse(), root),
      leadsToRoot(testDigest, leaf, at, path, path[0]!),
    ];
    expect(others).toEqual(others.map(() => false));
  });

  it('is asked of leaves that there are', () => {
    expect(() => merklePath(merkleLevels(testDigest, numbered(2)), 2)).toThrow(RangeError);
    expect(() => merklePath([], 0)).toThrow(RangeError);
  });
});
