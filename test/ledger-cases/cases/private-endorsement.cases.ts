/** Cases of whose endorsement private writes need, and of whom the gateway asks. */
import { common, ledger as protos, peer } from '@hyperledger/fabric-protos';
import { allOf, anyOf, implicitCollectionOf, policyBytes } from '@theriac/test-ledger';
import { createHash } from 'node:crypto';
import { COLLECTION } from '../../../scripts/checks/case-collections';
import type { CaseLedger, LedgerCase } from '../case-ledger';
import {
  getHash,
  getPrivate,
  getPrivatePolicy,
  purge,
  put,
  putPrivate,
  putTransient,
  setPrivatePolicy,
} from '../contract/steps';

const { closed, couple, trio } = COLLECTION;

/** Whether a key's purge stands in a block. */
async function isPurgedIn(ledger: CaseLedger, block: bigint, collection: string, key: string): Promise<boolean> {
  const [bytes = new Uint8Array()] = await ledger.under.blocks(block, 1);
  const hash = createHash('sha256').update(key).digest('base64');
  const envelopes = common.Block.deserializeBinary(bytes).getData()?.getDataList_asU8() ?? [];
  return envelopes.flatMap(hashedSets).some(({ name, set }) => {
    const write = set.getHashedWritesList().find((one) => one.getKeyHash_asB64() === hash);
    return name === collection && write?.getIsPurge() === true && write.getIsDelete();
  });
}

interface HashedSet {
  readonly name: string;
  readonly set: protos.rwset.kvrwset.HashedRWSet;
}

function hashedSets(envelope: Uint8Array): HashedSet[] {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action?.getPayload_asU8() ?? new Uint8Array());
  const response = peer.ProposalResponsePayload.deserializeBinary(
    endorsed.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array(),
  );
  const result = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const sets = protos.rwset.TxReadWriteSet.deserializeBinary(result.getResults_asU8());
  return sets.getNsRwsetList().flatMap((namespaced) =>
    namespaced.getCollectionHashedRwsetList().map((one) => ({
      name: one.getCollectionName(),
      set: protos.rwset.kvrwset.HashedRWSet.deserializeBinary(one.getHashedRwset_asU8()),
    })),
  );
}

export const privateEndorsementCases = {
  'collection-policy-replaces': async (ledger) => {
    const [a, b, ...strangers] = ledger.members;
    const write = putPrivate(closed, ledger.key(), '1');
    expect(await ledger.codeOf(strangers, write)).toBe(10);
    for (const member of [a, b]) expect(await ledger.codeOf([member], write)).toBe(0);
    // One without a policy of its own.
    expect(await ledger.codeOf([a, b], putPrivate(couple, ledger.key(), '1'))).toBe(10);
    expect(await ledger.codeOf([a, ...strangers.slice(1)], putPrivate(couple, ledger.key(), '1'))).toBe(0);
  },

  'implicit-collection-needs-its-organisation': async (ledger) => {
    const [, , , , owner] = ledger.members;
    const write = putPrivate(implicitCollectionOf(owner), ledger.key(), '1');
    expect((await ledger.run([write], { by: owner })).code).toBe(10);
    expect((await ledger.run([write], { by: owner, endorsers: [owner] })).code).toBe(0);
  },

  'public-key-beside-private-ones': async (ledger) => {
    const [a, b, , , owner] = ledger.members;
    const steps = [putPrivate(implicitCollectionOf(owner), ledger.key(), '1'), put(ledger.key(), '1')];
    expect((await ledger.run(steps, { by: owner, endorsers: [owner] })).code).toBe(10);
    expect((await ledger.run(steps, { by: owner, endorsers: [a, b, owner] })).code).toBe(0);
  },

  'private-key-policy-replaces': async (ledger) => {
    const [a, b] = ledger.members;
    const both = policyBytes(allOf(a, b));
    const write = putPrivate(closed, ledger.key(), '1');
    expect(await ledger.codeOf([a], write, setPrivatePolicy(closed, ledger.key(), both))).toBe(0);
    expect(await ledger.ask(getPrivatePolicy(closed, ledger.key()))).toBe(Buffer.from(both).toString('base64'));
    expect(await ledger.codeOf([a], putPrivate(closed, ledger.key(), '2'))).toBe(10);
    // The gateway asks both by itself.
    const planned = { steps: [putTransient(closed, ledger.key(), 'x')], transient: { x: '3' } };
    expect((await ledger.order(await ledger.under.endorse(planned))).code).toBe(0);
    const either = setPrivatePolicy(closed, ledger.key(), policyBytes(anyOf(a, b)));
    expect(await ledger.codeOf([b], either)).toBe(10);
    expect(await ledger.codeOf([a, b], either)).toBe(0);
    // The value stays readable though its hash has a new version.
    expect(await ledger.ask(getPrivate(closed, ledger.key()))).toBe('3');
    expect(await ledger.codeOf([b], putPrivate(closed, ledger.key(), '4'))).toBe(0);
  },

  'purge-stands-in-the-block': async (ledger) => {
    const [a, , ...strangers] = ledger.members;
    expect(await ledger.codeOf([a], putPrivate(closed, ledger.key(), '1'))).toBe(0);
    expect(await ledger.codeOf(strangers, purge(closed, ledger.key()))).toBe(10);
    expect(await ledger.ask(getPrivate(closed, ledger.key()))).toBe('1');
    const { code, blockNumber } = await ledger.run([purge(closed, ledger.key())], { endorsers: [a] });
    expect(code).toBe(0);
    expect(await ledger.ask(getPrivate(closed, ledger.key()))).toBe('');
    expect(await ledger.ask(getHash(closed, ledger.key()))).toBe('');
    expect(await isPurgedIn(ledger, blockNumber, closed, ledger.key())).toBe(true);
    // Of several writes of one key the last counts.
    const again = await ledger.given(purge(closed, ledger.key()), putPrivate(closed, ledger.key(), '2'));
    expect(await ledger.ask(getPrivate(closed, ledger.key()))).toBe('2');
    expect(await isPurgedIn(ledger, again.blockNumber, closed, ledger.key())).toBe(false);
  },

  'gateway-plans-by-collection-policy': async (ledger) => {
    const [, , , , owner] = ledger.members;
    const steps = [putPrivate(implicitCollectionOf(owner), ledger.key(), '1')];
    expect((await ledger.order(await ledger.under.endorse({ steps }))).code).toBe(0);
    // With transient data too: only its owner is asked after the own peer.
    const secret = { steps: [putTransient(implicitCollectionOf(owner), ledger.key(), 'x')], transient: { x: '2' } };
    expect((await ledger.order(await ledger.under.endorse(secret))).code).toBe(0);
  },

  'gateway-asks-members-for-private-reads': async (ledger) => {
    const [, , , , stranger] = ledger.members;
    await ledger.given(putPrivate(trio, ledger.key(), '1'), putPrivate(couple, ledger.key(), '1'));
    const three = await ledger.under.endorse({ steps: [getPrivate(trio, ledger.key()), put(ledger.key(), '1')] });
    expect((await ledger.order(three)).code).toBe(0);
    await expect(ledger.under.endorse({ steps: [getPrivate(couple, ledger.key())] })).rejects.toThrow(
      'no combination of peers can be derived which satisfy the endorsement policy: no peer combination can satisfy the endorsement policy',
    );
    // The own peer is asked first, whatever it holds: who is no member has to name endorsers.
    const elsewhere = { steps: [getPrivate(trio, ledger.key()), put(ledger.key(), '2')], by: stranger };
    await expect(ledger.under.endorse(elsewhere)).rejects.toThrow('failed to endorse transaction');
    expect((await ledger.run(elsewhere.steps, { by: stranger })).code).toBe(0);
  },

  'gateway-protects-transient-data': async (ledger) => {
    const [, , , d, e] = ledger.members;
    const transient = { x: 'secret' };
    const refused =
      /requires endorsement from organisation\(s\) that are not in the distribution policy of the private data collection\(s\): \[.+\]; retry specifying trusted endorsing organizations to protect transient data/;
    const [one, two] = [implicitCollectionOf(d), implicitCollectionOf(e)];
    const drafts = [
      { steps: [putTransient(couple, ledger.key(), 'x')], endorsers: ledger.majority },
      { steps: [putTransient(one, ledger.key(), 'x'), putTransient(two, ledger.key(), 'x')], endorsers: [d, e] },
    ];
    for (const { steps, endorsers } of drafts) {
      await expect(ledger.under.endorse({ steps, transient })).rejects.toThrow(refused);
      expect((await ledger.order(await ledger.under.endorse({ steps, transient, endorsers }))).code).toBe(0);
    }
    // Without transient data nothing has to be protected.
    const open = { steps: [putPrivate(one, ledger.key(), '1'), putPrivate(two, ledger.key(), '1')] };
    expect((await ledger.order(await ledger.under.endorse(open))).code).toBe(0);
  },
} satisfies Record<string, LedgerCase>;
