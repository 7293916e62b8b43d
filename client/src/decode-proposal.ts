/** Reads a proposal, and refuses one that is not the user's, not of now, or not what it says. */
import { ChannelHeader, Header, HeaderType, SignatureHeader } from '@hyperledger/fabric-protos/lib/common/common_pb';
import { SerializedIdentity } from '@hyperledger/fabric-protos/lib/msp/identities_pb';
import { ChaincodeInvocationSpec } from '@hyperledger/fabric-protos/lib/peer/chaincode_pb';
import {
  ChaincodeHeaderExtension,
  ChaincodeProposalPayload,
  Proposal,
} from '@hyperledger/fabric-protos/lib/peer/proposal_pb';
import { equal, hex, sha256, textOf } from './encoding';
import { type Distrust, RefusedToSign } from './failures';
import { derOf } from './own-certificate';
import { readable, readExactly } from './read-exactly';
import type { Creator, ShownProposal } from './shown';

/** How far a proposal's time may be off: as far as peers allow. Milliseconds. */
const TIME_WINDOW = 300_000;

/** What the user knows of themself. */
export interface Self extends Creator {
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A proposal as it is shown, and those of its bytes that its transaction must repeat. */
export interface DecodedProposal {
  readonly shown: ShownProposal;
  /** A serialised `common.ChannelHeader`. */
  readonly channelHeader: Uint8Array;
  /** A serialised `common.SignatureHeader`. */
  readonly signatureHeader: Uint8Array;
  /** A serialised `peer.ChaincodeInvocationSpec`. */
  readonly input: Uint8Array;
}

/**
 * Reads a serialised `peer.Proposal`.
 *
 * @throws RefusedToSign
 */
export async function decodeProposal(
  bytes: Uint8Array,
  step: ShownProposal['step'],
  self: Self,
): Promise<DecodedProposal> {
  const proposal = readExactly(Proposal, bytes, 'the proposal');
  refuseUnless(proposal.getExtension_asU8().length === 0, 'UNREADABLE', 'the proposal has an extension');
  const header = readExactly(Header, proposal.getHeader_asU8(), 'the proposal’s header');
  const channelHeader = readExactly(ChannelHeader, header.getChannelHeader_asU8(), 'the channel header');
  const { creator, transactionId } = await readCreator(header.getSignatureHeader_asU8(), self);
  refuseUnless(channelHeader.getTxId() === transactionId, 'OTHER_ID', 'the id is not of this creator and nonce');
  refuseUnless(channelHeader.getType() === HeaderType.ENDORSER_TRANSACTION, 'UNREADABLE', 'it is no transaction');
  const at = channelHeader.getTimestamp()?.toDate() ?? new Date(0);
  const isNow = Math.abs(self.now - at.getTime()) <= TIME_WINDOW;
  refuseUnless(isNow, 'OTHER_TIME', 'it was not made within five minutes of now');
  const payload = readExactly(ChaincodeProposalPayload, proposal.getPayload_asU8(), 'the proposal’s payload');
  const { chaincode, name, args } = readInput(payload.getInput_asU8());
  const extension = readExactly(
    ChaincodeHeaderExtension,
    channelHeader.getExtension_asU8(),
    'the channel header’s extension',
  );
  const isOne = extension.getChaincodeId()?.getName() === chaincode;
  refuseUnless(isOne, 'OTHER_CHAINCODE', 'header and invocation name different chaincodes');
  return {
    shown: {
      ...{ step, channel: channelHeader.getChannelId(), chaincode, transaction: name },
      arguments: args.map(readable),
      transient: payload
        .getTransientmapMap()
        .getEntryList()
        .map(([key, value]) => ({ name: key, value: asBytes(value) })),
      ...{ transactionId, at, creator },
    },
    channelHeader: header.getChannelHeader_asU8(),
    signatureHeader: header.getSignatureHeader_asU8(),
    input: payload.getInput_asU8(),
  };
}

/** Refuses to sign unless the condition holds. */
export function refuseUnless(condition: boolean, reason: Distrust, detail: string): asserts condition {
  if (!condition) throw new RefusedToSign(reason, detail);
}

/** Who makes the proposal, which must be the user, and the id that follows from it. */
async function readCreator(
  bytes: Uint8Array,
  self: Self,
): Promise<{ readonly creator: Creator; readonly transactionId: string }> {
  const header = readExactly(SignatureHeader, bytes, 'the signature header');
  const identity = readExactly(SerializedIdentity, header.getCreator_asU8(), 'the creator');
  const certificate = textOf(identity.getIdBytes_asU8()) ?? '';
  const mspId = identity.getMspid();
  const isOwn = mspId === self.mspId && isSameCertificate(certificate, self.certificate);
  refuseUnless(isOwn, 'OTHER_CREATOR', 'it is made in another name than the user’s');
  const transactionId = hex(await sha256(header.getNonce_asU8(), header.getCreator_asU8()));
  return { creator: { mspId, certificate }, transactionId };
}

function isSameCertificate(one: string, other: string): boolean {
  try {
    return equal(derOf(one), derOf(other));
  } catch {
    return false;
  }
}

function readInput(bytes: Uint8Array) {
  const spec = readExactly(ChaincodeInvocationSpec, bytes, 'the invocation').getChaincodeSpec();
  const [name, ...args] = spec?.getInput()?.getArgsList_asU8() ?? [];
  const hasName = spec !== undefined && name !== undefined;
  refuseUnless(hasName, 'UNREADABLE', 'it names no transaction');
  const input = spec.getInput();
  const isPlain = input?.getIsInit() !== true && input?.getDecorationsMap().getLength() === 0;
  refuseUnless(isPlain, 'UNREADABLE', 'it is no plain invocation');
  return { chaincode: spec.getChaincodeId()?.getName() ?? '', name: textOf(name) ?? '', args };
}

function asBytes(value: Uint8Array | string): Uint8Array {
  return typeof value === 'string' ? Uint8Array.from(atob(value), (character) => character.charCodeAt(0)) : value;
}
