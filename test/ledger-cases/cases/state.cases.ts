/** Cases of what valid transactions leave behind, and of what listeners hear. */
import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { anyOf, outOf, policyBytes } from '@theriac/test-ledger';
import type { LedgerCase } from '../case-ledger';
import { emit, get, getPolicy, put, range, remove, setPolicy } from '../contract/steps';

export const stateCases = {
  'invalid-writes-nothing': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    const late = await ledger.endorse([get(ledger.key()), put(ledger.key('other'), 'lost')]);
    await ledger.given(put(ledger.key(), '2'));
    expect((await ledger.order(late)).code).toBe(11);
    expect(await ledger.ask(get(ledger.key('other')))).toBe('');
  },

  'empty-value-deletes': async (ledger) => {
    await ledger.given(put(ledger.key('a'), '1'));
    await ledger.given(put(ledger.key('a'), ''));
    expect(await ledger.ask(range(ledger.key('a'), ledger.key('b')))).toBe('[]');
  },

  'policy-survives-writes': async (ledger) => {
    const [, , , , holder] = ledger.members;
    await ledger.given(put(ledger.key(), '1'), setPolicy(ledger.key(), policyBytes(anyOf(holder))));
    expect(await ledger.codeOf([holder], put(ledger.key(), '2'))).toBe(0);
    expect(await ledger.codeOf(ledger.majority, put(ledger.key(), '3'))).toBe(10);
  },

  'policy-dies-with-key': async (ledger) => {
    const [, , , , holder] = ledger.members;
    await ledger.given(put(ledger.key(), '1'), setPolicy(ledger.key(), policyBytes(anyOf(holder))));
    expect(await ledger.codeOf([holder], remove(ledger.key()))).toBe(0);
    expect(await ledger.codeOf(ledger.majority, put(ledger.key(), '2'))).toBe(0);
    expect(await ledger.codeOf(ledger.majority, put(ledger.key(), '3'))).toBe(0);
  },

  'policy-needs-a-key': async (ledger) => {
    const [, , , , holder] = ledger.members;
    await ledger.given(setPolicy(ledger.key(), policyBytes(anyOf(holder))));
    await ledger.given(put(ledger.key(), '1'));
    expect(await ledger.ask(getPolicy(ledger.key()))).toBe('');
    expect(await ledger.codeOf(ledger.majority, put(ledger.key(), '2'))).toBe(0);
  },

  'policy-change-is-a-version': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    const late = await ledger.endorse([get(ledger.key()), put(ledger.key('other'), '1')]);
    await ledger.given(setPolicy(ledger.key(), policyBytes(outOf(2, ...ledger.members))));
    expect((await ledger.order(late)).code).toBe(11);
  },

  'blocks-link': async (ledger) => {
    const { blockNumber } = await ledger.given(put(ledger.key(), '1'));
    await ledger.given(put(ledger.key(), '2'));
    const blocks = (await ledger.under.blocks(blockNumber, 2)).map((bytes) => common.Block.deserializeBinary(bytes));
    const [first, second] = blocks.map((block) => block.getHeader() ?? new common.BlockHeader());
    expect(second?.getPreviousHash_asB64()).toBe(headerHash(first ?? new common.BlockHeader()));
    for (const block of blocks) {
      const data = Buffer.concat(block.getData()?.getDataList_asU8() ?? []);
      expect(block.getHeader()?.getDataHash_asB64()).toBe(createHash('sha256').update(data).digest('base64'));
    }
  },

  'delivery-from-checkpoint': async (ledger) => {
    const { blockNumber } = await ledger.given(put(ledger.key(), '1'));
    await ledger.given(put(ledger.key(), '2'));
    await ledger.given(put(ledger.key(), '3'));
    const blocks = await ledger.under.blocks(blockNumber, 3);
    const numbers = blocks.map((bytes) => common.Block.deserializeBinary(bytes).getHeader()?.getNumber());
    expect(numbers).toEqual([0, 1, 2].map((after) => Number(blockNumber) + after));
  },

  'events-of-valid-transactions-only': async (ledger) => {
    const { blockNumber } = await ledger.given(put(ledger.key(), '1'));
    const late = await ledger.endorse([get(ledger.key()), emit('Lost', '1')]);
    await ledger.given(put(ledger.key(), '2'));
    expect((await ledger.order(late)).code).toBe(11);
    const kept = await ledger.given(emit('Kept', '2'));
    const heard = await ledger.under.events(blockNumber, kept.transactionId);
    const ours = heard.filter(({ transactionId }) => [late.transactionId, kept.transactionId].includes(transactionId));
    expect(ours.map(({ name }) => name)).toEqual(['Kept']);
  },
} satisfies Record<string, LedgerCase>;

/** Written once more by hand, so that the ledger is not checked with its own code. DER lengths below 128 throughout. */
function headerHash(header: common.BlockHeader): string {
  const hex = header.getNumber().toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const number = (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.of(0), digits]);
  const fields = [number, header.getPreviousHash_asU8(), header.getDataHash_asU8()];
  const body = Buffer.concat(
    fields.map((field, at) => Buffer.concat([Buffer.of(at === 0 ? 2 : 4, field.length), field])),
  );
  return createHash('sha256')
    .update(Buffer.concat([Buffer.of(0x30, body.length), body]))
    .digest('base64');
}
