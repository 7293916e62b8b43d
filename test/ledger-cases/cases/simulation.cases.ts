/** Cases of what a running transaction sees, and of what counts as read. */
import type { LedgerCase } from '../case-ledger';
import {
  emit,
  firstOf,
  get,
  getPolicy,
  type Page,
  page,
  put,
  putComposite,
  range,
  rangeComposite,
} from '../contract/steps';

export const simulationCases = {
  'own-writes-are-invisible': async (ledger) => {
    await ledger.given(put(ledger.key(), 'old'));
    const { answers } = await ledger.run([put(ledger.key(), 'new'), get(ledger.key())]);
    expect(answers[1]).toBe('old');
    expect(await ledger.ask(get(ledger.key()))).toBe('new');
  },

  'absence-is-a-read': async (ledger) => {
    const create = [get(ledger.key()), put(ledger.key(), 'mine')];
    const late = await ledger.endorse(create);
    await ledger.given(...create);
    expect((await ledger.order(late)).code).toBe(11);
  },

  'reading-a-policy-is-a-read': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    const late = await ledger.endorse([getPolicy(ledger.key()), put(ledger.key('other'), '1')]);
    await ledger.given(put(ledger.key(), '2'));
    expect((await ledger.order(late)).code).toBe(11);
  },

  'keys-order-by-bytes': async (ledger) => {
    // One UTF-16 unit, and two that begin lower though their code point is higher.
    const [tilde, face] = [ledger.key('\uff5e'), ledger.key('\u{1f600}')];
    await ledger.given(put(tilde, '1'), put(face, '1'));
    expect(await ledger.ask(range(ledger.key(''), ledger.key('\u{10fffd}')))).toBe(JSON.stringify([tilde, face]));
  },

  'ranges-are-half-open': async (ledger) => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => ledger.key(name)) as [string, string, string];
    await ledger.given(put(a, '1'), put(b, '1'), put(c, '1'));
    expect(await ledger.ask(range(a, c))).toBe(JSON.stringify([a, b]));
  },

  'composite-key-namespace': async (ledger) => {
    await ledger.given(putComposite(ledger.key(), 'red', '1'));
    expect(await ledger.ask(rangeComposite(ledger.key()))).toBe('["red"]');
    expect(await ledger.ask(range('', '\u0002'))).toBe('[]');
  },

  'iterator-reads-ahead': async (ledger) => {
    const rows = Array.from({ length: 103 }, (_, at) => ledger.key(String(100 + at)));
    await ledger.given(...rows.map((row) => put(row, '1')));
    expect(await ledger.ask(range(ledger.key('1'), ledger.key('3')))).toBe(JSON.stringify(rows));
    const look = [firstOf(ledger.key('1'), ledger.key('3')), put(ledger.key('sum'), '1')];
    // A hundred rows, and one more to see whether they are all.
    const beyond = await ledger.endorse(look);
    await ledger.given(put(ledger.key('200+'), '1'));
    expect((await ledger.order(beyond)).code).toBe(0);
    const within = await ledger.endorse(look);
    await ledger.given(put(ledger.key('199+'), '1'));
    expect((await ledger.order(within)).code).toBe(12);
  },

  'paginated-query-and-write': async (ledger) => {
    const [a, b, c, end] = ['a', 'b', 'c', 'd'].map((name) => ledger.key(name)) as [string, string, string, string];
    await ledger.given(put(a, '1'), put(b, '1'), put(c, '1'));
    const first = JSON.parse(await ledger.ask(page(a, end, 2))) as Page;
    expect(first).toEqual({ keys: [a, b], bookmark: c });
    expect(JSON.parse(await ledger.ask(page(a, end, 2, first.bookmark)))).toEqual({ keys: [c], bookmark: '' });
    await expect(ledger.endorse([page(a, end, 2), put(a, '2')])).rejects.toThrow('Writes are not allowed');
    await expect(ledger.endorse([put(a, '2'), page(a, end, 2)])).rejects.toThrow('only in a read-only transaction');
  },

  'last-event-wins': async (ledger) => {
    const ran = await ledger.run([emit('First', '1'), put(ledger.key(), '1'), emit('Last', '2')]);
    const { transactionId } = ran;
    const heard = await ledger.under.events(ran.blockNumber, transactionId);
    expect(heard.filter((event) => event.transactionId === transactionId)).toEqual([
      { name: 'Last', payload: '2', transactionId },
    ]);
  },
} satisfies Record<string, LedgerCase>;
