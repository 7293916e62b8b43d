/** What a serialised block tells without knowing its contents: number, transaction ids and validation codes. */
import { common } from '@hyperledger/fabric-protos';

/** The block's number. */
export function blockNumberOf(block: common.Block): bigint {
  return BigInt(block.getHeader()?.getNumber() ?? 0);
}

/** Validation codes by transaction id, in the block's order. */
export function codesIn(block: common.Block): ReadonlyMap<string, number> {
  const codes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return new Map(envelopes.map((envelope, at) => [transactionIdOf(envelope), codes?.[at] ?? -1]));
}

function transactionIdOf(bytes: Uint8Array): string {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
  return common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  ).getTxId();
}
