/** Decodes a block of the peer into what projections need; recomputes its hashes on the way. */
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import type { BlockTransaction, ChaincodeEvent, KeyWrite, LedgerBlock } from '../ledger/ledger.port';
import { BlockBroken } from './block-broken';
import { dataHash, headerHash } from './block-hash';

const VALID = 0;

/**
 * A block as projections read it: the channel's own chaincode's public writes and events, of valid transactions only.
 *
 * @param channel also the chaincode's name
 * @throws BlockBroken when the envelopes do not hash to what the header says, or the block is no complete block
 */
export function decodeBlock(channel: string, block: common.Block): LedgerBlock {
  const header = block.getHeader();
  if (header === undefined) throw new BlockBroken(channel, -1n, 'it has no header');
  const number = BigInt(header.getNumber());
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  const chained = {
    number,
    previousHash: header.getPreviousHash_asU8(),
    dataHash: header.getDataHash_asU8(),
  };
  if (Buffer.compare(dataHash(envelopes), chained.dataHash) !== 0)
    throw new BlockBroken(channel, number, 'its transactions are not those that its header was made for');
  const codes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  if (codes?.length !== envelopes.length)
    throw new BlockBroken(channel, number, 'it does not say which of its transactions are valid');
  return {
    channel,
    ...chained,
    hash: headerHash(chained),
    transactions: envelopes.map((bytes, index) => decodeTransaction(channel, bytes, codes[index] ?? -1)),
  };
}

/** Any client can have rubbish ordered; the members mark it invalid, and it must not stop who reads the block. */
function decodeTransaction(channel: string, bytes: Uint8Array, validationCode: number): BlockTransaction {
  try {
    return decodeWhole(channel, bytes, validationCode);
  } catch (error) {
    if (validationCode === VALID) throw error;
    return { transactionId: '', validationCode, creatorMspId: '', timestamp: 0, writes: [], event: undefined };
  }
}

function decodeWhole(channel: string, bytes: Uint8Array, validationCode: number): BlockTransaction {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  const isOfChaincode = validationCode === VALID && header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
  const actions = isOfChaincode ? actionsOf(payload.getData_asU8()) : [];
  return {
    transactionId: header.getTxId(),
    validationCode,
    creatorMspId: creatorMspId(payload),
    timestamp: header.getTimestamp()?.toDate().getTime() ?? 0,
    writes: actions.flatMap((action) => publicWrites(channel, action)),
    event: actions.flatMap((action) => eventOf(channel, action) ?? []).at(-1),
  };
}

/** The orderers' own configuration transactions have no creator that is a member's client. */
function creatorMspId(payload: common.Payload): string {
  const header = payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array();
  const creator = common.SignatureHeader.deserializeBinary(header).getCreator_asU8();
  return msp.SerializedIdentity.deserializeBinary(creator).getMspid();
}

function actionsOf(data: Uint8Array): peer.ChaincodeAction[] {
  return peer.Transaction.deserializeBinary(data)
    .getActionsList()
    .map((action) => {
      const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
      const response = payload.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array();
      return peer.ChaincodeAction.deserializeBinary(
        peer.ProposalResponsePayload.deserializeBinary(response).getExtension_asU8(),
      );
    });
}

function publicWrites(chaincode: string, action: peer.ChaincodeAction): KeyWrite[] {
  return ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8())
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === chaincode)
    .flatMap((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).getWritesList())
    .map((write) => ({
      key: write.getKey(),
      value: write.getIsDelete() ? undefined : write.getValue_asU8(),
    }));
}

function eventOf(chaincode: string, action: peer.ChaincodeAction): ChaincodeEvent | undefined {
  const event = peer.ChaincodeEvent.deserializeBinary(action.getEvents_asU8());
  if (event.getEventName() === '' || event.getChaincodeId() !== chaincode) return undefined;
  return { name: event.getEventName(), payload: event.getPayload_asU8() };
}
