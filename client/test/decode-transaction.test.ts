/** An endorsed transaction is shown with everything that it would write; one of another proposal is not signed. */
import 'reflect-metadata';
import { ledger as protos, peer } from '@hyperledger/fabric-protos';
import { serializedIdentity } from '@theriac/test-ledger';
import { describe as linesOf, type ShownTransaction } from '@theriac/client';
import { ConsortiumLedger } from '../../chaincode/src/fixtures/consortium-ledger';
import { type DecodedProposal, decodeProposal } from '../src/decode-proposal';
import { decodeTransaction } from '../src/decode-transaction';
import { ownUser } from './fixtures/own-user';
import { transactionWith } from './fixtures/remade';

const PERSON = '0123456789abcdef0123456789abcdef';
const HEAD = { log: 'journal', size: 1, head: 'a'.repeat(64) };

let contracts: ConsortiumLedger;
let signed: DecodedProposal;
let bytes: Uint8Array;
beforeAll(async () => {
  contracts = await ConsortiumLedger.start();
  ({ signed, bytes } = await endorsed(HEAD));
}, 60_000);
afterAll(() => {
  contracts.stop();
});

/** What a peer gives back for a proposal that somebody with an own key has signed. */
async function endorsed(command: object): Promise<{ signed: DecodedProposal; bytes: Uint8Array }> {
  const { ledger } = contracts;
  const { key, certificate } = await ownUser(ledger.authority('pharmacy'), PERSON, {
    role: 'administrator',
    site: '9521103000014',
  });
  const creator = { mspId: 'PharmacyMSP', serialized: serializedIdentity('PharmacyMSP', certificate) };
  const args = [JSON.stringify(command)];
  const transient = { salt: Buffer.alloc(32) };
  const proposal = ledger.prepare(creator, { channel: 'supply', transaction: 'Anchors:AnchorHead', args, transient });
  const asked = proposal.signed.getProposalBytes_asU8();
  proposal.signed.setSignature(await key.sign(asked));
  const self = { mspId: 'PharmacyMSP', certificate, now: Date.now() };
  const { payload } = await ledger.endorseProposal(proposal);
  return { signed: await decodeProposal(asked, 'proposal', self), bytes: payload };
}

it('is shown with who endorsed it, what it read, and all that it would write', async () => {
  const shown = await decodeTransaction(bytes, signed);
  expect(shown).toMatchObject({
    ...{ step: 'transaction', proposal: signed.shown },
    event: { name: 'HeadAnchored', payload: { kind: 'json', value: { organisation: 'pharmacy', ...HEAD } } },
    result: { kind: 'json', value: { organisation: 'pharmacy', ...HEAD } },
  } satisfies Partial<Record<keyof ShownTransaction, unknown>>);
  expect(shown.endorsers.length).toBeGreaterThanOrEqual(3);
  expect(shown.endorsers).toContain('PharmacyMSP');
  const [own] = shown.changes.filter(({ chaincode }) => chaincode === 'supply');
  expect(own?.reads).toContainEqual({ key: own?.writes[0]?.key, version: undefined });
  expect(own?.writes).toMatchObject([{ key: expect.stringContaining('journal'), value: { kind: 'json' } }]);
});

it('is told in lines', async () => {
  const lines = linesOf(await decodeTransaction(bytes, signed));
  expect(lines[0]).toBe('Order: Anchors:AnchorHead on channel supply');
  expect(lines.join('\n')).toContain(HEAD.head);
  expect(lines.join('\n')).not.toContain('\0');
});

const text = (value: string) => Buffer.from(value);

it.each<[string, string, () => Uint8Array]>([
  [
    'on another channel',
    'OTHER_CHANNEL',
    () =>
      transactionWith.channelHeader(bytes, (header) => {
        header.setChannelId('care');
      }),
  ],
  [
    'with another id',
    'OTHER_PROPOSAL',
    () =>
      transactionWith.channelHeader(bytes, (header) => {
        header.setTxId('0'.repeat(64));
      }),
  ],
  [
    'whose header is in another name',
    'OTHER_PROPOSAL',
    () =>
      transactionWith.header(bytes, (header) => {
        header.setSignatureHeader(text(''));
      }),
  ],
  [
    'whose action is in another name',
    'OTHER_PROPOSAL',
    () =>
      transactionWith.action(bytes, (action) => {
        action.setHeader(text(''));
      }),
  ],
  [
    'that asks something else',
    'OTHER_PROPOSAL',
    () =>
      transactionWith.input(bytes, (input) => {
        input.setArgsList([text('Anchors:AnchorHead'), text('{}')]);
      }),
  ],
  [
    'that would put the transient values into a block',
    'OTHER_PROPOSAL',
    () =>
      transactionWith.actionPayload(bytes, (payload) => {
        const asked = peer.ChaincodeProposalPayload.deserializeBinary(payload.getChaincodeProposalPayload_asU8());
        asked.getTransientmapMap().set('salt', Buffer.alloc(32));
        payload.setChaincodeProposalPayload(asked.serializeBinary());
      }),
  ],
  [
    'whose endorsement is of another proposal',
    'OTHER_PROPOSAL',
    () =>
      transactionWith.response(bytes, (response) => {
        response.setProposalHash(Buffer.alloc(32));
      }),
  ],
  [
    'with two actions',
    'UNREADABLE',
    () =>
      transactionWith.actions(bytes, (transaction) => {
        const [action] = transaction.getActionsList();
        transaction.setActionsList([action!, action!]);
      }),
  ],
  [
    'that nobody endorsed',
    'UNREADABLE',
    () =>
      transactionWith.actionPayload(bytes, (payload) => {
        payload.setAction(undefined);
      }),
  ],
  [
    'of another chaincode',
    'OTHER_CHAINCODE',
    () =>
      transactionWith.result(bytes, (result) => {
        result.getChaincodeId()!.setName('care');
      }),
  ],
  [
    'that changes another chaincode’s data',
    'OTHER_CHAINCODE',
    () =>
      transactionWith.readWriteSet(bytes, (set) => {
        const [own] = set.getNsRwsetList();
        const foreign = new protos.rwset.NsReadWriteSet();
        foreign.setNamespace('_lifecycle');
        foreign.setRwset(own!.getRwset_asU8());
        set.addNsRwset(foreign);
      }),
  ],
  [
    'that the contract refused',
    'NOT_ENDORSED',
    () =>
      transactionWith.result(bytes, (result) => {
        result.getResponse()!.setStatus(500);
      }),
  ],
  [
    'whose event is another transaction’s',
    'OTHER_TRANSACTION',
    () =>
      transactionWith.event(bytes, (event) => {
        event.setTxId('0'.repeat(64));
      }),
  ],
  ['with a field that is not known', 'UNREADABLE', () => Buffer.concat([bytes, Buffer.from('7a0178', 'hex')])],
  ['that is cut off', 'UNREADABLE', () => bytes.subarray(0, bytes.length - 1)],
])('is not signed: one %s', async (_, reason, make) => {
  await expect(decodeTransaction(make(), signed)).rejects.toMatchObject({ name: 'RefusedToSign', reason });
});

it('is not signed when the user signed another proposal', async () => {
  const another = await endorsed({ ...HEAD, size: 2 });
  await expect(decodeTransaction(bytes, another.signed)).rejects.toMatchObject({ reason: 'OTHER_PROPOSAL' });
});
