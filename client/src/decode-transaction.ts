/** Reads an endorsed transaction, and refuses one that is not of the proposal which the user signed. */
import { ChannelHeader, Payload } from '@hyperledger/fabric-protos/lib/common/common_pb';
import { SerializedIdentity } from '@hyperledger/fabric-protos/lib/msp/identities_pb';
import { ChaincodeEvent } from '@hyperledger/fabric-protos/lib/peer/chaincode_event_pb';
import { ChaincodeAction, ChaincodeProposalPayload } from '@hyperledger/fabric-protos/lib/peer/proposal_pb';
import { ProposalResponsePayload } from '@hyperledger/fabric-protos/lib/peer/proposal_response_pb';
import {
  ChaincodeActionPayload,
  type ChaincodeEndorsedAction,
  Transaction,
} from '@hyperledger/fabric-protos/lib/peer/transaction_pb';
import { type DecodedProposal, refuseUnless } from './decode-proposal';
import { equal, sha256 } from './encoding';
import { readable, readExactly } from './read-exactly';
import { changesAnything, readChanges } from './read-write-set';
import type { ShownTransaction } from './shown';

/** From here on a contract's status is a refusal. */
const FIRST_REFUSAL = 400;

/**
 * Reads a serialised `common.Payload` that holds an endorsed transaction.
 *
 * @param signed the proposal that the user signed before
 * @throws RefusedToSign
 */
export async function decodeTransaction(bytes: Uint8Array, signed: DecodedProposal): Promise<ShownTransaction> {
  const payload = readExactly(Payload, bytes, 'the transaction');
  requireSameHeader(payload, signed);
  const transaction = readExactly(Transaction, payload.getData_asU8(), 'the transaction’s data');
  const [action, ...more] = transaction.getActionsList();
  refuseUnless(action !== undefined && more.length === 0, 'UNREADABLE', 'it does not hold one action');
  const isSigned = equal(action.getHeader_asU8(), signed.signatureHeader);
  refuseUnless(isSigned, 'OTHER_PROPOSAL', 'its action is in another name');
  const body = readExactly(ChaincodeActionPayload, action.getPayload_asU8(), 'the transaction’s action');
  const endorsed = body.getAction();
  refuseUnless(endorsed !== undefined, 'UNREADABLE', 'nobody endorsed it');
  const asked = body.getChaincodeProposalPayload_asU8();
  requireSameInput(asked, signed);
  const response = readExactly(
    ProposalResponsePayload,
    endorsed.getProposalResponsePayload_asU8(),
    'the endorsed response',
  );
  const hash = await sha256(signed.channelHeader, signed.signatureHeader, asked);
  const isOfProposal = equal(hash, response.getProposalHash_asU8());
  refuseUnless(isOfProposal, 'OTHER_PROPOSAL', 'what was endorsed is another proposal');
  const result = readExactly(ChaincodeAction, response.getExtension_asU8(), 'the result');
  return { step: 'transaction', proposal: signed.shown, endorsers: endorsersOf(endorsed), ...shownOf(result, signed) };
}

/** A proposal's headers are its transaction's, to the byte. */
function requireSameHeader(payload: Payload, { channelHeader, signatureHeader, shown }: DecodedProposal): void {
  const bytes = payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array();
  const { channel } = shown;
  const isOnChannel = readExactly(ChannelHeader, bytes, 'the channel header').getChannelId() === channel;
  refuseUnless(isOnChannel, 'OTHER_CHANNEL', 'it is on another channel than the proposal');
  const isSame =
    equal(bytes, channelHeader) &&
    equal(payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array(), signatureHeader);
  refuseUnless(isSame, 'OTHER_PROPOSAL', 'its header is not that of the proposal which was signed');
}

/** Everything that was asked, but for the transient values, which go into no block. */
function requireSameInput(bytes: Uint8Array, { input }: DecodedProposal): void {
  const asked = readExactly(ChaincodeProposalPayload, bytes, 'what was asked');
  const isSame = equal(asked.getInput_asU8(), input) && asked.getTransientmapMap().getLength() === 0;
  refuseUnless(isSame, 'OTHER_PROPOSAL', 'it asks something else than the proposal which was signed');
}

function shownOf(
  action: ChaincodeAction,
  { shown: { chaincode, transactionId } }: DecodedProposal,
): Pick<ShownTransaction, 'changes' | 'event' | 'result'> {
  const response = action.getResponse();
  const isOk = response !== undefined && response.getStatus() < FIRST_REFUSAL;
  refuseUnless(isOk, 'NOT_ENDORSED', 'the contract refused it');
  const isOfChaincode = action.getChaincodeId()?.getName() === chaincode;
  refuseUnless(isOfChaincode, 'OTHER_CHAINCODE', 'another chaincode ran');
  const changes = readChanges(action.getResults_asU8());
  const isWithin = changes.every((one) => one.chaincode === chaincode || !changesAnything(one));
  refuseUnless(isWithin, 'OTHER_CHAINCODE', 'it would change the data of another chaincode');
  const event = eventOf(action.getEvents_asU8(), chaincode, transactionId);
  return { changes, event, result: readable(response.getPayload_asU8()) };
}

function eventOf(bytes: Uint8Array, chaincode: string, transactionId: string): ShownTransaction['event'] {
  if (bytes.length === 0) return undefined;
  const event = readExactly(ChaincodeEvent, bytes, 'the event');
  const isOwn = event.getChaincodeId() === chaincode && event.getTxId() === transactionId;
  refuseUnless(isOwn, 'OTHER_TRANSACTION', 'its event is another transaction’s');
  return { name: event.getEventName(), payload: readable(event.getPayload_asU8()) };
}

function endorsersOf(action: ChaincodeEndorsedAction): string[] {
  return action
    .getEndorsementsList()
    .map((one) => readExactly(SerializedIdentity, one.getEndorser_asU8(), 'an endorser').getMspid());
}
