/** Cases of what else a block's validation asks, and in which order. */
import { withArgumentsOf } from '../alter';
import type { LedgerCase } from '../case-ledger';
import { get, put, range, remove } from '../contract/steps';

export const validationCases = {
  'proposal-binds-endorsement': async (ledger) => {
    const endorsed = await ledger.endorse([put(ledger.key(), '1')]);
    const other = await ledger.endorse([put(ledger.key(), '1000000')]);
    expect((await ledger.order(withArgumentsOf(endorsed, other))).code).toBe(5);
  },

  'duplicate-transaction-id': async (ledger) => {
    const endorsed = await ledger.endorse([put(ledger.key(), '1')]);
    const first = await ledger.order(endorsed);
    expect(first.code).toBe(0);
    expect(await ledger.under.orderAgain(endorsed, first)).toBe(9);
  },

  'policy-before-reads': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    const tooFew = { endorsers: ledger.members.slice(0, 2) };
    const late = await ledger.endorse([get(ledger.key()), put(ledger.key('other'), '1')], tooFew);
    await ledger.given(put(ledger.key(), '2'));
    expect((await ledger.order(late)).code).toBe(10);
  },

  'mvcc-conflict': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    const late = await ledger.endorse([get(ledger.key()), put(ledger.key(), '3')]);
    await ledger.given(put(ledger.key(), '2'));
    expect((await ledger.order(late)).code).toBe(11);
  },

  'mvcc-conflict-in-block': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    const first = await ledger.endorse([get(ledger.key()), put(ledger.key(), '2')]);
    const second = await ledger.endorse([get(ledger.key()), put(ledger.key(), '3')]);
    expect(await ledger.together(first, second)).toEqual([0, 11]);
  },

  'phantom-conflict': async (ledger) => {
    const [a, b, end] = ['a', 'b', 'c'].map((name) => ledger.key(name)) as [string, string, string];
    await ledger.given(put(a, '1'));
    const look = [range(a, end), put(ledger.key('sum'), '1')];
    const beforeArrival = await ledger.endorse(look);
    await ledger.given(put(b, '1'));
    expect((await ledger.order(beforeArrival)).code).toBe(12);
    const beforeDeparture = await ledger.endorse(look);
    await ledger.given(remove(b));
    expect((await ledger.order(beforeDeparture)).code).toBe(12);
  },

  'changed-row-is-a-phantom': async (ledger) => {
    await ledger.given(put(ledger.key('a'), '1'));
    const late = await ledger.endorse([range(ledger.key('a'), ledger.key('c')), put(ledger.key('sum'), '1')]);
    await ledger.given(put(ledger.key('a'), '2'));
    expect((await ledger.order(late)).code).toBe(12);
  },

  'reads-before-ranges': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'), put(ledger.key('row/a'), '1'));
    const rows = range(ledger.key('row/a'), ledger.key('row/z'));
    const late = await ledger.endorse([rows, get(ledger.key()), put(ledger.key('sum'), '1')]);
    await ledger.given(put(ledger.key(), '2'), put(ledger.key('row/b'), '1'));
    expect((await ledger.order(late)).code).toBe(11);
  },

  'blind-writes-do-not-conflict': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    const first = await ledger.endorse([put(ledger.key(), '2')]);
    const second = await ledger.endorse([put(ledger.key(), '3')]);
    expect(await ledger.together(first, second)).toEqual([0, 0]);
    expect(await ledger.ask(get(ledger.key()))).toBe('3');
  },
} satisfies Record<string, LedgerCase>;
