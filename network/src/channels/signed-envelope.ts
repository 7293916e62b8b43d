/** Signs what orderers are sent: changes of a configuration, and questions for blocks. */
import { randomBytes } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import { signLowS, type Credential } from '@theriac/fabric-ca';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';

/** A certificate with its key, and the MSP under which a channel is to know it. */
export interface ChannelIdentity {
  readonly mspId: string;
  readonly credential: Credential;
}

/** As Fabric's own clients draw it. */
const NONCE_BYTES = 24;

/**
 * An envelope with a change of a channel's configuration.
 * @param update - a ConfigUpdate, serialised.
 * @param signers - whose signatures the changed values' policies ask for.
 * @param sender - who may write to the channel.
 */
export function updateEnvelope(
  channel: string,
  update: Uint8Array,
  signers: readonly ChannelIdentity[],
  sender: ChannelIdentity,
): common.Envelope {
  const signed = new common.ConfigUpdateEnvelope();
  signed.setConfigUpdate(update);
  signed.setSignaturesList(signers.map((signer) => configSignature(update, signer)));
  return envelope(channel, common.HeaderType.CONFIG_UPDATE, signed.serializeBinary(), sender);
}

/** An envelope of any type: what it holds, signed by its sender. */
export function envelope(
  channel: string,
  type: common.HeaderTypeMap[keyof common.HeaderTypeMap],
  data: Uint8Array,
  sender: ChannelIdentity,
): common.Envelope {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(type);
  channelHeader.setChannelId(channel);
  channelHeader.setTimestamp(Timestamp.fromDate(new Date()));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader(sender));
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(data);
  const bytes = payload.serializeBinary();
  const whole = new common.Envelope();
  whole.setPayload(bytes);
  whole.setSignature(signLowS(sender.credential.key, bytes));
  return whole;
}

function configSignature(update: Uint8Array, signer: ChannelIdentity): common.ConfigSignature {
  const header = signatureHeader(signer);
  const signature = new common.ConfigSignature();
  signature.setSignatureHeader(header);
  signature.setSignature(signLowS(signer.credential.key, Buffer.concat([header, update])));
  return signature;
}

function signatureHeader({ mspId, credential }: ChannelIdentity): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(mspId);
  creator.setIdBytes(Buffer.from(credential.certificate));
  const header = new common.SignatureHeader();
  header.setCreator(creator.serializeBinary());
  header.setNonce(randomBytes(NONCE_BYTES));
  return header.serializeBinary();
}
