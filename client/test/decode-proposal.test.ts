/** A proposal that Fabric's own client made is shown as it is; one that is not the user's, or not of now, is not signed. */
import 'reflect-metadata';
import { Client, credentials } from '@grpc/grpc-js';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { connect, hash } from '@hyperledger/fabric-gateway';
import { CertificateAuthority } from '@theriac/test-ledger';
import { describe as linesOf } from '@theriac/client';
import { decodeProposal, type Self } from '../src/decode-proposal';
import { ownUser } from './fixtures/own-user';
import { proposalWith } from './fixtures/remade';

const PERSON = '0123456789abcdef0123456789abcdef';
const TRANSACTION = 'DrugSupply:ShipContainers';
const COMMAND = { containers: ['095210500000000013'], to: { site: '9521103000014' } };

let self: Self;
let other: string;
let bytes: Uint8Array;
let transactionId: string;
beforeAll(async () => {
  const authority = await CertificateAuthority.create('distributor');
  const { certificate } = await ownUser(authority, PERSON, { role: 'warehouse-clerk' });
  other = (await ownUser(authority, PERSON, { role: 'warehouse-clerk' })).certificate;
  self = { mspId: 'DistributorMSP', certificate, now: Date.now() };
  // Proposals are made without a connection.
  const client = new Client('localhost:1', credentials.createInsecure());
  const identity = { mspId: self.mspId, credentials: Buffer.from(certificate) };
  const gateway = connect({ client, identity, hash: hash.none });
  const contract = gateway.getNetwork('supply').getContract('supply');
  const options = { arguments: [JSON.stringify(COMMAND), 'æ 7'], transientData: { salt: Buffer.alloc(32, 7) } };
  const proposal = contract.newProposal(TRANSACTION, options);
  bytes = proposal.getDigest();
  transactionId = proposal.getTransactionId();
  client.close();
});

it('is shown with all that is signed', async () => {
  const { shown } = await decodeProposal(bytes, 'proposal', self);
  expect(shown).toEqual({
    ...{ step: 'proposal', channel: 'supply', chaincode: 'supply', transaction: TRANSACTION, transactionId },
    arguments: [
      { kind: 'json', value: COMMAND },
      { kind: 'text', value: 'æ 7' },
    ],
    transient: [{ name: 'salt', value: new Uint8Array(32).fill(7) }],
    at: expect.any(Date),
    creator: { mspId: self.mspId, certificate: self.certificate },
  });
  expect(Math.abs(shown.at.getTime() - Date.now())).toBeLessThan(60_000);
});

it('is told in lines', async () => {
  const { shown } = await decodeProposal(bytes, 'proposal', self);
  expect(linesOf(shown)).toEqual([
    'Propose: DrugSupply:ShipContainers on channel supply, chaincode supply',
    `  argument 1: ${JSON.stringify(COMMAND)}`,
    '  argument 2: "æ 7"',
    '  for the endorsers alone: salt, 32 bytes',
    `  as DistributorMSP, at ${shown.at.toISOString()}`,
    `  transaction ${transactionId}`,
  ]);
  expect(linesOf({ ...shown, step: 'evaluation' })[0]).toMatch(/^Ask \(nothing is changed\): /);
});

it('is told with its private command, which the endorsers alone get', async () => {
  const { shown } = await decodeProposal(bytes, 'proposal', self);
  const value = new TextEncoder().encode('{"consent":{"type":"deny"}}');
  const lines = linesOf({ ...shown, arguments: [], transient: [{ name: 'command', value }] });
  expect(lines[1]).toBe('  for the endorsers alone: command, {"consent":{"type":"deny"}}');
});

it('cannot move what stands beside it on a screen', async () => {
  const hostile = proposalWith.input(bytes, (input) => {
    input.setArgsList([Buffer.from(TRANSACTION), Buffer.from('a\u202eb\u2028c')]);
  });
  const { shown } = await decodeProposal(hostile, 'proposal', self);
  expect(linesOf(shown)[1]).toBe('  argument 1: "a\\u{202e}b\\u{2028}c"');
});

const creatorOf = (mspId: string, certificate: string): Uint8Array => {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(certificate));
  return identity.serializeBinary();
};
const { itself, channelHeader, signatureHeader, input } = proposalWith;

it.each<[string, string, () => Uint8Array]>([
  [
    'for another key of the same person',
    'OTHER_CREATOR',
    () =>
      signatureHeader(bytes, (header) => {
        header.setCreator(creatorOf(self.mspId, other));
      }),
  ],
  [
    'in another organisation’s name',
    'OTHER_CREATOR',
    () =>
      signatureHeader(bytes, (header) => {
        header.setCreator(creatorOf('PharmacyMSP', self.certificate));
      }),
  ],
  [
    'for no certificate',
    'OTHER_CREATOR',
    () =>
      signatureHeader(bytes, (header) => {
        header.setCreator(creatorOf(self.mspId, 'PEM'));
      }),
  ],
  [
    'with another nonce',
    'OTHER_ID',
    () =>
      signatureHeader(bytes, (header) => {
        header.setNonce(Buffer.alloc(24));
      }),
  ],
  [
    'with another id',
    'OTHER_ID',
    () =>
      channelHeader(bytes, (header) => {
        header.setTxId('0'.repeat(64));
      }),
  ],
  [
    'of a kind that is no transaction',
    'UNREADABLE',
    () =>
      channelHeader(bytes, (header) => {
        header.setType(common.HeaderType.CONFIG_UPDATE);
      }),
  ],
  [
    'whose header is for another chaincode',
    'OTHER_CHAINCODE',
    () =>
      channelHeader(bytes, (header) => {
        const extension = new peer.ChaincodeHeaderExtension();
        const id = new peer.ChaincodeID();
        id.setName('_lifecycle');
        extension.setChaincodeId(id);
        header.setExtension$(extension.serializeBinary());
      }),
  ],
  [
    'that names no transaction',
    'UNREADABLE',
    () =>
      input(bytes, (message) => {
        message.setArgsList([]);
      }),
  ],
  [
    'that starts a chaincode',
    'UNREADABLE',
    () =>
      input(bytes, (message) => {
        message.setIsInit(true);
      }),
  ],
  [
    'with an extension',
    'UNREADABLE',
    () =>
      itself(bytes, (message) => {
        message.setExtension$(Buffer.from('x'));
      }),
  ],
  // Field 15, which no program of today knows.
  ['with a field that is not known', 'UNREADABLE', () => Buffer.concat([bytes, Buffer.from('7a0178', 'hex')])],
  // A second payload: some programs take the first, some the last, some both.
  ['with a field twice', 'UNREADABLE', () => Buffer.concat([bytes, Buffer.from('1200', 'hex')])],
  ['that is cut off', 'UNREADABLE', () => bytes.subarray(0, bytes.length - 1)],
  ['that is nothing', 'UNREADABLE', () => Buffer.from('no proposal')],
])('is not signed: one %s', async (_, reason, make) => {
  await expect(decodeProposal(make(), 'proposal', self)).rejects.toMatchObject({ name: 'RefusedToSign', reason });
});

it.each([
  ['before', -301_000],
  ['after', 301_000],
])('is not signed when it was made five minutes %s now', async (_, off) => {
  const late = { ...self, now: Date.now() - off };
  await expect(decodeProposal(bytes, 'proposal', late)).rejects.toMatchObject({ reason: 'OTHER_TIME' });
});
