import fc from 'fast-check';
import { RuleBook } from '../rules';
import { BlockUpdates, PeersHaltError } from './block-updates';
import { parseReadWriteSet, type ReadWriteSet, readWriteSetBytes } from './transaction-set';
import { WorldState } from './world-state';

const RULES = new RuleBook();
const put = (key: string): ReadWriteSet => ({
  reads: [],
  ranges: [],
  writes: [{ key, value: Buffer.from('1') }],
  policies: [],
  collections: [],
});
const AT = { block: 1, transaction: 0 };

describe('the world state', () => {
  it('finds the keys of a range, committed or about to be, like a sorted list would', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 });
    const list = fc.uniqueArray(key, { maxLength: 20 });
    fc.assert(
      fc.property(list, list, list, key, key, (committed, added, removed, start, end) => {
        const state = new WorldState(RULES);
        const block = new BlockUpdates(state, RULES);
        for (const one of committed) block.add(put(one), AT);
        state.apply(block.entries);
        const next = new BlockUpdates(state, RULES);
        for (const one of added) next.add(put(one), AT);
        for (const one of removed) next.add({ ...put(one), writes: [{ key: one, value: undefined }] }, AT);
        const expected = [...new Set([...committed, ...added])]
          .filter((one) => !removed.includes(one))
          .map((one) => Buffer.from(one))
          .filter((one) => Buffer.compare(one, Buffer.from(start)) >= 0 && Buffer.compare(one, Buffer.from(end)) < 0)
          .sort((a, b) => Buffer.compare(a, b))
          .map(String);
        expect(state.keysBetween(start, end, next.entries)).toEqual(expected);
        state.apply(next.entries);
        expect(state.keysBetween(start, end)).toEqual(expected);
      }),
    );
  });
});

describe('a block that would halt every peer', () => {
  const setPolicy: ReadWriteSet = { ...put('k'), writes: [], policies: [{ key: 'k', policy: Uint8Array.of(1) }] };
  const remove: ReadWriteSet = { ...put('k'), writes: [{ key: 'k', value: undefined }] };

  it('is refused: a policy for what an earlier transaction deleted', () => {
    const block = new BlockUpdates(new WorldState(RULES), RULES);
    block.add(put('k'), AT);
    block.add(remove, AT);
    expect(() => {
      block.add(setPolicy, AT);
    }).toThrow(PeersHaltError);
  });

  it('is none when the policy comes with a value, or the key was never there', () => {
    const block = new BlockUpdates(new WorldState(RULES), RULES);
    block.add(setPolicy, AT);
    block.add(remove, AT);
    block.add({ ...put('k'), policies: setPolicy.policies }, AT);
    expect(block.get('k')?.policy).toEqual(Uint8Array.of(1));
  });
});

describe('a read-write set', () => {
  it('comes back from its bytes', () => {
    const version = { block: 7, transaction: 2 };
    const set: ReadWriteSet = {
      reads: [
        { key: 'there', version },
        { key: 'absent', version: undefined },
      ],
      ranges: [
        { start: 'a', end: '', isExhausted: true, rows: [{ key: 'b', version }] },
        { start: '\u0000x\u0000', end: 'c', isExhausted: false, rows: [] },
      ],
      writes: [
        { key: 'gone', value: undefined },
        { key: 'there', value: Uint8Array.of(0, 255) },
      ],
      policies: [
        { key: 'guarded', policy: Uint8Array.of(1) },
        { key: 'freed', policy: undefined },
      ],
      collections: [
        {
          collection: 'secrets',
          reads: [
            { key: '0a', version },
            { key: '0b', version: undefined },
          ],
          writes: [
            { key: '0c', value: Uint8Array.of(7), isPurge: false },
            { key: '0d', value: undefined, isPurge: true },
          ],
          policies: [{ key: '0e', policy: Uint8Array.of(1) }],
          valuesHash: Uint8Array.of(9),
        },
        { collection: 'seen', reads: [{ key: '0f', version }], writes: [], policies: [], valuesHash: undefined },
      ],
    };
    expect(parseReadWriteSet('supply', readWriteSetBytes('supply', set))).toEqual(set);
    expect(parseReadWriteSet('other', readWriteSetBytes('supply', set)).reads).toEqual([]);
  });
});
