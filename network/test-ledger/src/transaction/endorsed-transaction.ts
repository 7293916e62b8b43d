/** What endorsers answer, and the transaction that a client makes of it and orders. */
import { common, peer } from '@hyperledger/fabric-protos';
import type { Identity } from '../identity/identity';
import type { ChaincodeEvent } from '../ledger.types';
import { type Proposal, proposalHash, withoutTransient } from './proposal';

/** An endorsed transaction whose creator has yet to sign it. */
export interface UnsignedTransaction {
  readonly transactionId: string;
  readonly channel: string;
  readonly result: Uint8Array;
  /** MSP ids of the endorsers. */
  readonly endorsers: readonly string[];
  /** A serialised `common.Payload`, which the creator signs when it is ordered. */
  readonly payload: Uint8Array;
}

/** An endorsed transaction that nobody has ordered yet. */
export interface EndorsedTransaction extends UnsignedTransaction {
  readonly creator: Identity;
}

/** What an endorser signs: a serialised `peer.ProposalResponsePayload`. */
export function responsePayload(
  proposal: Proposal,
  barePayload: Uint8Array,
  readWriteSet: Uint8Array,
  response: peer.Response,
  event: ChaincodeEvent | undefined,
): Uint8Array {
  const chaincodeId = new peer.ChaincodeID();
  chaincodeId.setName(proposal.chaincode);
  const action = new peer.ChaincodeAction();
  action.setResults(readWriteSet);
  action.setResponse(response);
  action.setChaincodeId(chaincodeId);
  if (event !== undefined) action.setEvents(eventBytes(proposal, event));
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(proposalHash(proposal.channelHeader, proposal.signatureHeader, barePayload));
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}

/** The transaction's payload, as the gateway prepares it for the client's signature. */
export function transactionPayload(
  proposal: Proposal,
  barePayload: Uint8Array,
  response: Uint8Array,
  endorsements: readonly peer.Endorsement[],
): Uint8Array {
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response);
  endorsed.setEndorsementsList([...endorsements]);
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setChaincodeProposalPayload(barePayload);
  actionPayload.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setHeader(proposal.signatureHeader);
  action.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([action]);
  const header = new common.Header();
  header.setChannelHeader(proposal.channelHeader);
  header.setSignatureHeader(proposal.signatureHeader);
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transaction.serializeBinary());
  return payload.serializeBinary();
}

/** The signed envelope that goes to the orderer: a serialised `common.Envelope`. */
export function envelopeOf({ payload }: UnsignedTransaction, signature: Uint8Array): Uint8Array {
  const envelope = new common.Envelope();
  envelope.setPayload(payload);
  envelope.setSignature(signature);
  return envelope.serializeBinary();
}

/** An envelope read back, as a validating peer reads it. */
export interface OrderedEnvelope {
  readonly transactionId: string;
  readonly creator: Uint8Array;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** Whether the endorsed response names this very proposal. */
  readonly isBound: boolean;
  /** What the endorsers signed. */
  readonly response: Uint8Array;
  readonly endorsements: readonly peer.Endorsement[];
  /** A serialised `rwset.TxReadWriteSet`. */
  readonly readWriteSet: Uint8Array;
  readonly event: ChaincodeEvent | undefined;
}

/** Reads a serialised `common.Envelope` with an endorser transaction. */
export function readEnvelope(bytes: Uint8Array): OrderedEnvelope {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
  const header = payload.getHeader() ?? new common.Header();
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  if (action === undefined) throw new Error('an envelope without an action');
  const actionPayload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const endorsed = actionPayload.getAction() ?? new peer.ChaincodeEndorsedAction();
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
  const result = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const hash = proposalHash(
    header.getChannelHeader_asU8(),
    action.getHeader_asU8(),
    actionPayload.getChaincodeProposalPayload_asU8(),
  );
  return {
    transactionId: channelHeader.getTxId(),
    creator: common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8()).getCreator_asU8(),
    timestamp: channelHeader.getTimestamp()?.toDate().getTime() ?? 0,
    isBound: Buffer.compare(hash, response.getProposalHash_asU8()) === 0,
    response: endorsed.getProposalResponsePayload_asU8(),
    endorsements: endorsed.getEndorsementsList(),
    readWriteSet: result.getResults_asU8(),
    event: eventOf(result.getEvents_asU8()),
  };
}

/** The payload without transient data. */
export { withoutTransient };

function eventBytes(proposal: Proposal, event: ChaincodeEvent): Uint8Array {
  const named = new peer.ChaincodeEvent();
  named.setChaincodeId(proposal.chaincode);
  named.setTxId(proposal.transactionId);
  named.setEventName(event.name);
  named.setPayload(event.payload);
  return named.serializeBinary();
}

function eventOf(bytes: Uint8Array): ChaincodeEvent | undefined {
  if (bytes.length === 0) return undefined;
  const event = peer.ChaincodeEvent.deserializeBinary(bytes);
  return { name: event.getEventName(), payload: event.getPayload_asU8() };
}
