/** Cases of whose endorsement a transaction needs. */
import { peer } from '@hyperledger/fabric-protos';
import { allOf, anyOf, type Policy, policyBytes } from '@theriac/test-ledger';
import { withEndorsements } from '../alter';
import { COLLECTION } from '../../../scripts/checks/case-collections';
import type { CaseLedger, LedgerCase } from '../case-ledger';
import { get, put, putPrivate, setPolicy, setPrivatePolicy } from '../contract/steps';

const { trio } = COLLECTION;

/** A key that stands, with a policy of its own. */
async function guarded(ledger: CaseLedger, policy: Policy): Promise<string> {
  await ledger.given(put(ledger.key(), '1'), setPolicy(ledger.key(), policyBytes(policy)));
  return ledger.key();
}

export const endorsementCases = {
  'endorsement-policy': async (ledger) => {
    expect(await ledger.codeOf(ledger.members.slice(0, 2), put(ledger.key(), '1'))).toBe(10);
    expect(await ledger.codeOf(ledger.members.slice(2), put(ledger.key(), '1'))).toBe(0);
  },

  'endorser-counts-once': async (ledger) => {
    const [first] = ledger.members;
    const key = await guarded(ledger, allOf(first, first));
    const endorsed = await ledger.endorse([put(key, '2')], { endorsers: [first] });
    const doubled = withEndorsements(endorsed, (endorsements) => [...endorsements, ...endorsements]);
    expect((await ledger.order(doubled)).code).toBe(10);
  },

  'bad-signature-does-not-count': async (ledger) => {
    const endorsed = await ledger.endorse([put(ledger.key(), '1')]);
    const forged = withEndorsements(endorsed, ([first = new peer.Endorsement(), second = first, third = first]) => {
      const borrowed = new peer.Endorsement();
      borrowed.setEndorser(third.getEndorser());
      borrowed.setSignature(second.getSignature());
      return [first, second, borrowed];
    });
    expect((await ledger.order(forged)).code).toBe(10);
  },

  'a-signature-counts-once': async (ledger) => {
    const [first, second] = ledger.members;
    const key = await guarded(ledger, allOf(anyOf(first, second), anyOf(...ledger.members)));
    expect(await ledger.codeOf([first], put(key, '2'))).toBe(10);
  },

  'policy-consumes-signatures': async (ledger) => {
    const [first, second, third] = ledger.members;
    const key = await guarded(ledger, allOf(anyOf(first, second), anyOf(...ledger.members)));
    expect(await ledger.codeOf([first, second], put(key, '2'))).toBe(10);
    expect(await ledger.codeOf([first, third], put(key, '3'))).toBe(0);
  },

  'key-policy-replaces': async (ledger) => {
    const [, , , , holder] = ledger.members;
    const key = await guarded(ledger, anyOf(holder));
    expect(await ledger.codeOf(ledger.majority, put(key, '2'))).toBe(10);
    expect(await ledger.codeOf([holder], put(key, '3'))).toBe(0);
  },

  'unguarded-key-keeps-channel-policy': async (ledger) => {
    const [first, second, , , holder] = ledger.members;
    const key = await guarded(ledger, anyOf(holder));
    const steps = [put(key, '2'), put(ledger.key('free'), '1')];
    expect(await ledger.codeOf([holder], ...steps)).toBe(10);
    expect(await ledger.codeOf([first, second, holder], ...steps)).toBe(0);
  },

  'policy-guards-itself': async (ledger) => {
    const [first, , , , holder] = ledger.members;
    const key = await guarded(ledger, anyOf(holder));
    expect(await ledger.codeOf([holder], setPolicy(key, policyBytes(anyOf(holder))))).toBe(0);
    expect(await ledger.codeOf(ledger.majority, setPolicy(key, policyBytes(anyOf(first))))).toBe(10);
  },

  'reads-alone-need-channel-policy': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    expect(await ledger.codeOf(ledger.members.slice(0, 2), get(ledger.key()))).toBe(10);
    expect(await ledger.codeOf(ledger.majority, get(ledger.key()))).toBe(0);
  },

  'code-10-in-a-race': async (ledger) => {
    await ledger.given(put(ledger.key(), '1'));
    const guard = await ledger.endorse([setPolicy(ledger.key(), policyBytes(anyOf(...ledger.members)))]);
    const write = await ledger.endorse([get(ledger.key()), put(ledger.key(), '2')]);
    expect(await ledger.together(guard, write)).toEqual([0, 10]);
    // Also when the one that set the policy turns out invalid by its reads: policies are judged first, in one go.
    const [stale, key] = [ledger.key('stale'), ledger.key('other')];
    await ledger.given(put(stale, '1'), put(key, '1'));
    const lost = await ledger.endorse([get(stale), setPolicy(key, policyBytes(anyOf(...ledger.members)))]);
    const blind = await ledger.endorse([put(key, '2')]);
    await ledger.given(put(stale, '2'));
    expect(await ledger.together(lost, blind)).toEqual([11, 10]);
    // A private key's policy is no different.
    const hidden = ledger.key('hidden');
    await ledger.given(putPrivate(trio, hidden, '1'));
    const seal = await ledger.endorse([setPrivatePolicy(trio, hidden, policyBytes(anyOf(...ledger.members)))]);
    const late = await ledger.endorse([putPrivate(trio, hidden, '2')]);
    expect(await ledger.together(seal, late)).toEqual([0, 10]);
  },
} satisfies Record<string, LedgerCase>;
