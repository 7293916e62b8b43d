/** Cases of private data: who holds it and sees it, and what reads of it are worth. */
import { createHash, randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { anyOf, implicitCollectionOf, policyBytes } from '@theriac/test-ledger';
import { COLLECTION } from '../../../scripts/checks/case-collections';
import type { CaseLedger, LedgerCase } from '../case-ledger';
import {
  emit,
  getHash,
  getPrivate,
  getPrivatePolicy,
  privateRange,
  privateRangeComposite,
  purge,
  put,
  putPrivate,
  putPrivateComposite,
  putTransient,
  range,
  removePrivate,
  setPrivatePolicy,
} from '../contract/steps';

const { closed, couple, demanding, fleeting, kept, trio } = COLLECTION;
const NOT_HERE = 'private data matching public hash version is not available';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Asks at a member's peer, as a client of the first member. */
const at = (peer: string, by?: string): { endorsers: string[]; by?: string } => ({
  endorsers: [peer],
  ...(by !== undefined && { by }),
});

/** The bytes of a block in which a transaction stands. */
async function blockAt(ledger: CaseLedger, number: bigint): Promise<Buffer> {
  const [block = new Uint8Array()] = await ledger.under.blocks(number, 1);
  expect(common.Block.deserializeBinary(block).getHeader()?.getNumber()).toBe(Number(number));
  return Buffer.from(block);
}

export const privateDataCases = {
  'private-values-stay-with-members': async (ledger) => {
    const [a, b, c] = ledger.members;
    await ledger.given(putPrivate(couple, ledger.key(), 'secret'));
    for (const member of [a, b]) expect(await ledger.ask(getPrivate(couple, ledger.key()), at(member))).toBe('secret');
    await expect(ledger.ask(getPrivate(couple, ledger.key()), at(c))).rejects.toThrow(NOT_HERE);
  },

  'private-values-stay-off-the-block': async (ledger) => {
    const [key, secret] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
    const endorsed = await ledger.endorse([putTransient(couple, key.slice(0, 8), 'secret')], { transient: { secret } });
    const { blockNumber, code } = await ledger.order(endorsed);
    expect(code).toBe(0);
    const block = await blockAt(ledger, blockNumber);
    expect(block.includes(Buffer.from(sha256(key.slice(0, 8)), 'hex'))).toBe(true);
    expect(block.includes(Buffer.from(sha256(secret), 'hex'))).toBe(true);
    expect(block.includes(secret)).toBe(false);
  },

  'hash-is-for-everybody': async (ledger) => {
    const [, , , , stranger] = ledger.members;
    await ledger.given(putPrivate(closed, ledger.key(), 'secret'));
    expect(await ledger.ask(getHash(closed, ledger.key()), at(stranger, stranger))).toBe(sha256('secret'));
  },

  'absent-private-key-reads-empty-elsewhere': async (ledger) => {
    const [, , , , stranger] = ledger.members;
    expect(await ledger.ask(getPrivate(couple, ledger.key()), at(stranger))).toBe('');
    await ledger.given(putPrivate(couple, ledger.key(), '1'));
    await ledger.given(removePrivate(couple, ledger.key()));
    expect(await ledger.ask(getPrivate(couple, ledger.key()), at(stranger))).toBe('');
  },

  'private-range-elsewhere-is-empty': async (ledger) => {
    const [a, , , , stranger] = ledger.members;
    const rows = ['a', 'b', 'c'].map((name) => ledger.key(name));
    await ledger.given(...rows.map((row) => putPrivate(couple, row, '1')));
    await ledger.given(putPrivateComposite(couple, ledger.key(), 'red', '1'));
    const wanted = privateRange(couple, ledger.key('a'), ledger.key('c'));
    expect(await ledger.ask(wanted, at(a))).toBe(JSON.stringify(rows.slice(0, 2)));
    expect(await ledger.ask(wanted, at(stranger))).toBe('[]');
    expect(await ledger.ask(privateRangeComposite(couple, ledger.key()), at(a))).toBe('["red"]');
  },

  'collections-are-defined': async (ledger) => {
    const missing = 'collection supply/ledger-cases/nowhere could not be found';
    for (const step of [getPrivate('nowhere', 'k'), putPrivate('nowhere', 'k', '1')]) {
      await expect(ledger.ask(step)).rejects.toThrow(missing);
    }
    const undefinedFor = (name: string): string =>
      `collection [${name}] not defined in the collection config for chaincode [ledger-cases]`;
    await expect(ledger.ask(getHash('nowhere', 'k'))).rejects.toThrow(undefinedFor('nowhere'));
    // Of an organisation that is not on the channel.
    const elsewhere = implicitCollectionOf(ledger.under.outsider);
    await expect(ledger.ask(getHash(elsewhere, 'k'))).rejects.toThrow(undefinedFor(elsewhere));
  },

  'member-only-read': async (ledger) => {
    const [a, b, , , stranger] = ledger.members;
    await ledger.given(putPrivate(closed, ledger.key(), 'secret'));
    const refused = `tx creator does not have read access permission on privatedata in chaincodeName:ledger-cases collectionName: ${closed}`;
    const [key, rows] = [ledger.key(), privateRange(closed, 'a', 'b')];
    for (const step of [getPrivate(closed, key), getPrivatePolicy(closed, key), rows]) {
      await expect(ledger.ask(step, at(a, stranger))).rejects.toThrow(refused);
    }
    expect(await ledger.ask(getPrivate(closed, ledger.key()), at(a, b))).toBe('secret');
  },

  'member-only-write': async (ledger) => {
    const [a, , , , stranger] = ledger.members;
    const refused = `tx creator does not have write access permission on privatedata in chaincodeName:ledger-cases collectionName: ${closed}`;
    const key = ledger.key();
    const guard = setPrivatePolicy(closed, key, policyBytes(anyOf(stranger)));
    for (const step of [putPrivate(closed, key, '1'), removePrivate(closed, key), purge(closed, key), guard]) {
      await expect(ledger.endorse([step], at(a, stranger))).rejects.toThrow(refused);
    }
  },

  'implicit-collection-is-open-to-clients': async (ledger) => {
    const [a, , , , owner] = ledger.members;
    const own = implicitCollectionOf(owner);
    const endorsed = await ledger.endorse([putPrivate(own, ledger.key(), 'secret')], at(owner, a));
    expect((await ledger.order(endorsed)).code).toBe(0);
    expect(await ledger.ask(getPrivate(own, ledger.key()), at(owner, a))).toBe('secret');
  },

  'required-peers': async (ledger) => {
    const [a, , , , stranger] = ledger.members;
    const write = [putPrivate(demanding, ledger.key(), '1')];
    await expect(ledger.endorse(write, at(a))).rejects.toThrow(
      'required to disseminate to at least 2 peers, but know of only 1 eligible peers',
    );
    await expect(ledger.endorse(write, at(stranger))).resolves.toBeDefined();
  },

  'value-nobody-was-sent-is-lost': async (ledger) => {
    const [a, b, ...strangers] = ledger.members;
    const [lost, fetched] = [ledger.key('lost'), ledger.key('fetched')];
    expect(await ledger.codeOf(strangers, putPrivate(kept, lost, '1'))).toBe(0);
    expect(await ledger.ask(getHash(kept, lost))).toBe(sha256('1'));
    await expect(ledger.ask(getPrivate(kept, lost))).rejects.toThrow(NOT_HERE);
    expect(await ledger.codeOf([a, ...strangers.slice(1)], putPrivate(kept, fetched, '1'))).toBe(0);
    expect(await ledger.ask(getPrivate(kept, fetched), at(b))).toBe('1');
    // Sent, a value comes to members whoever endorsed.
    expect(await ledger.codeOf(strangers, putPrivate(couple, lost, '1'))).toBe(0);
    for (const member of [a, b]) expect(await ledger.ask(getPrivate(couple, lost), at(member))).toBe('1');
  },

  'own-private-writes-are-invisible': async (ledger) => {
    await ledger.given(putPrivate(trio, ledger.key(), 'old'));
    const { answers } = await ledger.run([putPrivate(trio, ledger.key(), 'new'), getPrivate(trio, ledger.key())]);
    expect(answers[1]).toBe('old');
    expect(await ledger.ask(getPrivate(trio, ledger.key()))).toBe('new');
  },

  'private-query-and-write': async (ledger) => {
    const look = privateRange(trio, ledger.key('a'), ledger.key('b'));
    for (const write of [put(ledger.key(), '1'), putPrivate(trio, ledger.key(), '1')]) {
      await expect(ledger.endorse([look, write])).rejects.toThrow(
        'Transaction has already performed queries on pvt data. Writes are not allowed',
      );
      await expect(ledger.endorse([write, look])).rejects.toThrow(
        'Queries on pvt data is supported only in a read-only transaction',
      );
    }
  },

  'private-ranges-are-not-judged': async (ledger) => {
    await ledger.given(putPrivate(trio, ledger.key('a'), '1'));
    const look = await ledger.endorse([privateRange(trio, ledger.key('a'), ledger.key('z')), emit('Looked', '1')]);
    await ledger.given(putPrivate(trio, ledger.key('a'), '2'), putPrivate(trio, ledger.key('b'), '1'));
    expect((await ledger.order(look)).code).toBe(0);
  },

  'private-conflict': async (ledger) => {
    await ledger.given(putPrivate(trio, ledger.key(), '1'));
    const late = await ledger.endorse([getPrivate(trio, ledger.key()), put(ledger.key('other'), '1')]);
    await ledger.given(putPrivate(trio, ledger.key(), '2'));
    expect((await ledger.order(late)).code).toBe(11);
  },

  'private-conflict-in-block': async (ledger) => {
    await ledger.given(putPrivate(trio, ledger.key(), '1'));
    const count = [getPrivate(trio, ledger.key()), putPrivate(trio, ledger.key(), '2')];
    const [first, second] = [await ledger.endorse(count), await ledger.endorse(count)];
    expect(await ledger.together(first, second)).toEqual([0, 11]);
  },

  'private-absence-is-a-read': async (ledger) => {
    const create = [getPrivate(trio, ledger.key()), putPrivate(trio, ledger.key(), 'mine')];
    const late = await ledger.endorse(create);
    await ledger.given(...create);
    expect((await ledger.order(late)).code).toBe(11);
  },

  'reading-a-hash-is-a-read': async (ledger) => {
    const strangers = { endorsers: ledger.members.slice(2) };
    await ledger.given(putPrivate(couple, ledger.key(), '1'));
    const late = await ledger.endorse([getHash(couple, ledger.key()), put(ledger.key('other'), '1')], strangers);
    const kept = await ledger.endorse([getHash(couple, ledger.key()), put(ledger.key('kept'), '1')], strangers);
    expect((await ledger.order(kept)).code).toBe(0);
    await ledger.given(putPrivate(couple, ledger.key(), '1'));
    expect((await ledger.order(late)).code).toBe(11);
  },

  'private-reads-are-judged-last': async (ledger) => {
    await ledger.given(putPrivate(trio, ledger.key(), '1'));
    const rows = range(ledger.key('row/a'), ledger.key('row/z'));
    const late = await ledger.endorse([rows, getPrivate(trio, ledger.key()), put(ledger.key('sum'), '1')]);
    await ledger.given(putPrivate(trio, ledger.key(), '2'), put(ledger.key('row/b'), '1'));
    expect((await ledger.order(late)).code).toBe(12);
  },

  'blind-private-writes-do-not-conflict': async (ledger) => {
    const first = await ledger.endorse([putPrivate(trio, ledger.key(), '2')]);
    const second = await ledger.endorse([putPrivate(trio, ledger.key(), '3')]);
    expect(await ledger.together(first, second)).toEqual([0, 0]);
    expect(await ledger.ask(getPrivate(trio, ledger.key()))).toBe('3');
  },

  'empty-private-value-deletes': async (ledger) => {
    await ledger.given(putPrivate(trio, ledger.key('a'), '1'));
    await ledger.given(putPrivate(trio, ledger.key('a'), ''));
    expect(await ledger.ask(getHash(trio, ledger.key('a')))).toBe('');
    expect(await ledger.ask(privateRange(trio, ledger.key('a'), ledger.key('b')))).toBe('[]');
  },

  'block-to-live': async (ledger) => {
    const { blockNumber } = await ledger.given(putPrivate(fleeting, ledger.key(), '1'));
    const pass = async (name: string): Promise<bigint> => (await ledger.given(put(ledger.key(name), '1'))).blockNumber;
    await pass('first');
    // On a network that others use too, more blocks may have passed.
    if ((await pass('second')) === blockNumber + 2n) {
      expect(await ledger.ask(getPrivate(fleeting, ledger.key()))).toBe('1');
    }
    await pass('third');
    expect(await ledger.ask(getPrivate(fleeting, ledger.key()))).toBe('');
    expect(await ledger.ask(getHash(fleeting, ledger.key()))).toBe('');
  },
} satisfies Record<string, LedgerCase>;
