/** Changes an endorsed transaction before it is ordered, as a dishonest client would. */
import { createHash, randomBytes } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import type { EndorsedDraft } from './ledger-under-test';

/** The transaction with its endorsements replaced. */
export function withEndorsements(
  endorsed: EndorsedDraft,
  replace: (endorsements: readonly peer.Endorsement[]) => peer.Endorsement[],
): EndorsedDraft {
  return alter(endorsed, (action) => {
    const inner = action.getAction() ?? new peer.ChaincodeEndorsedAction();
    inner.setEndorsementsList(replace(inner.getEndorsementsList()));
    action.setAction(inner);
  });
}

/** The transaction with the arguments of another one. */
export function withArgumentsOf(endorsed: EndorsedDraft, other: EndorsedDraft): EndorsedDraft {
  const { action } = open(other.payload);
  return alter(endorsed, (own) => {
    own.setChaincodeProposalPayload(action.getChaincodeProposalPayload_asU8());
  });
}

/** The transaction under an id of its own: orderers take it for another one, peers find it unendorsed. */
export function withOtherId(endorsed: EndorsedDraft): EndorsedDraft {
  const payload = common.Payload.deserializeBinary(endorsed.payload);
  const header = payload.getHeader() ?? new common.Header();
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  const nonce = randomBytes(24);
  signatureHeader.setNonce(nonce);
  const transactionId = createHash('sha256').update(nonce).update(signatureHeader.getCreator_asU8()).digest('hex');
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  channelHeader.setTxId(transactionId);
  header.setSignatureHeader(signatureHeader.serializeBinary());
  header.setChannelHeader(channelHeader.serializeBinary());
  payload.setHeader(header);
  return { ...endorsed, transactionId, payload: payload.serializeBinary() };
}

function alter(endorsed: EndorsedDraft, change: (action: peer.ChaincodeActionPayload) => void): EndorsedDraft {
  const { payload, transaction, first, action } = open(endorsed.payload);
  change(action);
  first.setPayload(action.serializeBinary());
  transaction.setActionsList([first]);
  payload.setData(transaction.serializeBinary());
  return { ...endorsed, payload: payload.serializeBinary() };
}

interface Opened {
  readonly payload: common.Payload;
  readonly transaction: peer.Transaction;
  readonly first: peer.TransactionAction;
  readonly action: peer.ChaincodeActionPayload;
}

function open(bytes: Uint8Array): Opened {
  const payload = common.Payload.deserializeBinary(bytes);
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [first = new peer.TransactionAction()] = transaction.getActionsList();
  return {
    payload,
    transaction,
    first,
    action: peer.ChaincodeActionPayload.deserializeBinary(first.getPayload_asU8()),
  };
}
