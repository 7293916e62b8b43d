/** Cases of what peers ask of proposals, and gateways of endorsements. */
import { randomBytes } from 'node:crypto';
import { allOf, anyOf, policyBytes } from '@theriac/test-ledger';
import type { LedgerCase } from '../case-ledger';
import { fail, get, put, putRandom, setPolicy, time, transient } from '../contract/steps';

const MINUTE = 60_000;

export const proposalCases = {
  'time-window': async (ledger) => {
    const now = Date.now();
    for (const timestamp of [now - 6 * MINUTE, now + 6 * MINUTE]) {
      await expect(ledger.endorse([get(ledger.key())], { timestamp })).rejects.toThrow('incorrect timestamp');
    }
    const timestamp = now - 4 * MINUTE;
    expect((await ledger.run([time()], { timestamp })).answers).toEqual([String(timestamp)]);
  },

  'channel-members-only': async (ledger) => {
    const draft = { by: ledger.under.outsider };
    await expect(ledger.endorse([put(ledger.key(), '1')], draft)).rejects.toThrow('creator org unknown');
  },

  'committed-id-is-refused': async (ledger) => {
    const nonce = randomBytes(24);
    const first = await ledger.run([put(ledger.key(), '1')], { nonce });
    expect(first.code).toBe(0);
    const again = ledger.endorse([put(ledger.key(), '2')], { nonce });
    await expect(again).rejects.toThrow(`duplicate transaction found [${first.transactionId}]`);
  },

  'refusals-are-not-endorsed': async (ledger) => {
    const refused = 'chaincode response 500, NOT_TODAY: come back tomorrow';
    const steps = [put(ledger.key(), '1'), fail('NOT_TODAY: come back tomorrow')];
    await expect(ledger.endorse(steps)).rejects.toThrow(refused);
    await expect(ledger.under.endorse({ steps })).rejects.toThrow(refused);
    await expect(ledger.under.evaluate({ steps })).rejects.toThrow(refused);
  },

  'endorsers-agree': async (ledger) => {
    const different = 'ProposalResponsePayloads do not match';
    await expect(ledger.endorse([putRandom(ledger.key())])).rejects.toThrow(different);
    await expect(ledger.under.endorse({ steps: [putRandom(ledger.key())] })).rejects.toThrow(different);
  },

  'gateway-plans-by-key-policy': async (ledger) => {
    const [, , , , holder] = ledger.members;
    const others = ledger.members.slice(0, 4);
    await ledger.given(put(ledger.key(), '1'), setPolicy(ledger.key(), policyBytes(allOf(holder, anyOf(...others)))));
    const endorsed = await ledger.under.endorse({ steps: [put(ledger.key(), '2')] });
    expect((await ledger.order(endorsed)).code).toBe(0);
  },

  'transient-stays-off-the-block': async (ledger) => {
    const secret = randomBytes(16).toString('hex');
    const draft = { transient: { secret } };
    expect(await ledger.ask(transient('secret'), draft)).toBe(secret);
    const { code, blockNumber } = await ledger.run([put(ledger.key(), '1')], draft);
    expect(code).toBe(0);
    const [block = new Uint8Array()] = await ledger.under.blocks(blockNumber, 1);
    expect(Buffer.from(block).includes(ledger.key())).toBe(true);
    expect(Buffer.from(block).includes(secret)).toBe(false);
  },
} satisfies Record<string, LedgerCase>;
