/** A client's proposal: what it asks, who asks and when, signed. */
import { common, peer } from '@hyperledger/fabric-protos';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { createHash, randomBytes } from 'node:crypto';
import type { Identity } from '../identity/identity';
import type { LedgerRequest, ProposalChoices } from '../ledger.types';

const NONCE_BYTES = 24;

/** Who makes a proposal; whether their key is in this process does not matter. */
export type Creator = Pick<Identity, 'mspId' | 'serialized'>;

/** A proposal as the endorsers get it. */
export interface Proposal {
  /** The creator's. */
  readonly mspId: string;
  readonly transactionId: string;
  readonly channel: string;
  readonly chaincode: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** A serialised `msp.SerializedIdentity`. */
  readonly creator: Uint8Array;
  readonly channelHeader: Uint8Array;
  readonly signatureHeader: Uint8Array;
  /** A serialised `peer.ChaincodeProposalPayload`, with the transient data. */
  readonly payload: Uint8Array;
  readonly input: peer.ChaincodeInput;
  readonly signed: peer.SignedProposal;
}

/** Makes and signs a proposal. */
export function propose(
  creator: Identity,
  chaincode: string,
  request: LedgerRequest,
  timestamp: number,
  choices: ProposalChoices,
): Proposal {
  const proposal = prepare(creator, chaincode, request, timestamp, choices);
  proposal.signed.setSignature(creator.sign(proposal.signed.getProposalBytes_asU8()));
  return proposal;
}

/** Makes a proposal that nobody has signed yet. */
export function prepare(
  creator: Creator,
  chaincode: string,
  request: LedgerRequest,
  timestamp: number,
  { nonce = randomBytes(NONCE_BYTES) }: ProposalChoices,
): Proposal {
  const transactionId = createHash('sha256').update(nonce).update(creator.serialized).digest('hex');
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(chaincode);
  const channelHeader = channelHeaderBytes(request.channel, transactionId, timestamp, chaincodeId);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator.serialized);
  signatureHeader.setNonce(nonce);
  const input = new peer.ChaincodeInput();
  input.setArgsList([request.transaction, ...request.args].map((arg) => Buffer.from(arg)));
  const payload = proposalPayload(chaincodeId, input, request.transient ?? {});
  const header = new common.Header();
  header.setChannelHeader(channelHeader);
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload);
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return {
    mspId: creator.mspId,
    transactionId,
    channel: request.channel,
    chaincode,
    timestamp,
    creator: creator.serialized,
    channelHeader,
    signatureHeader: header.getSignatureHeader_asU8(),
    payload,
    input,
    signed,
  };
}

/** The payload that goes into the transaction: without the transient data. */
export function withoutTransient(payload: Uint8Array): Uint8Array {
  const bare = peer.ChaincodeProposalPayload.deserializeBinary(payload);
  bare.getTransientmapMap().clear();
  return bare.serializeBinary();
}

/** Whether there is transient data. */
export function hasTransient(payload: Uint8Array): boolean {
  return peer.ChaincodeProposalPayload.deserializeBinary(payload).getTransientmapMap().getLength() > 0;
}

/** The hash that ties an endorsement to its proposal. */
export function proposalHash(
  channelHeader: Uint8Array,
  signatureHeader: Uint8Array,
  barePayload: Uint8Array,
): Uint8Array {
  return createHash('sha256').update(channelHeader).update(signatureHeader).update(barePayload).digest();
}

function channelHeaderBytes(
  channel: string,
  transactionId: string,
  timestamp: number,
  chaincodeId: peer.ChaincodeID,
): Uint8Array {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId);
  const at = new Timestamp();
  at.setSeconds(Math.floor(timestamp / 1000));
  at.setNanos((timestamp % 1000) * 1_000_000);
  const header = new common.ChannelHeader();
  header.setType(common.HeaderType.ENDORSER_TRANSACTION);
  header.setTimestamp(at);
  header.setChannelId(channel);
  header.setTxId(transactionId);
  header.setExtension$(extension.serializeBinary());
  return header.serializeBinary();
}

function proposalPayload(
  chaincodeId: peer.ChaincodeID,
  input: peer.ChaincodeInput,
  transient: Readonly<Record<string, Uint8Array>>,
): Uint8Array {
  const spec = new peer.ChaincodeSpec();
  spec.setType(peer.ChaincodeSpec.Type.NODE);
  spec.setChaincodeId(chaincodeId);
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());
  for (const [key, value] of Object.entries(transient)) payload.getTransientmapMap().set(key, value);
  return payload.serializeBinary();
}
