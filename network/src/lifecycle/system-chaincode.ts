/** Calls a peer's own system chaincode outside any channel, which the gateway service does not offer. */
import { createHash, randomBytes } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import type { PeerSession } from './peer-session';

const DEADLINE_MS = 60_000;
/** As Fabric's own clients draw it. */
const NONCE_BYTES = 24;

/** The peer refused a call; the message is its own. */
export class PeerRefusedError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'PeerRefusedError';
  }
}

/**
 * Evaluates a function of `cscc` or `_lifecycle` on the session's own peer.
 * @throws {PeerRefusedError} with the peer's message.
 */
export async function callSystemChaincode(
  session: PeerSession,
  chaincode: string,
  ...args: readonly (string | Uint8Array)[]
): Promise<Uint8Array> {
  const proposal = proposalBytes(session, chaincode, args);
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal);
  signed.setSignature(await session.signer(createHash('sha256').update(proposal).digest()));
  const answer = (await processProposal(session, signed)).getResponse();
  if (answer === undefined || answer.getStatus() >= 400) {
    throw new PeerRefusedError(answer?.getStatus() ?? 500, answer?.getMessage() ?? 'the peer gave no response');
  }
  return answer.getPayload_asU8();
}

function processProposal(session: PeerSession, signed: peer.SignedProposal): Promise<peer.ProposalResponse> {
  return new Promise((resolve, reject) => {
    session.client.makeUnaryRequest(
      '/protos.Endorser/ProcessProposal',
      (message: peer.SignedProposal) => Buffer.from(message.serializeBinary()),
      (bytes: Buffer) => peer.ProposalResponse.deserializeBinary(bytes),
      signed,
      { deadline: Date.now() + DEADLINE_MS },
      (error, response) => {
        if (response === undefined) reject(error ?? new Error('the peer gave no response'));
        else resolve(response);
      },
    );
  });
}

function proposalBytes(session: PeerSession, chaincode: string, args: readonly (string | Uint8Array)[]): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(session.mspId);
  creator.setIdBytes(session.identity.credentials);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator.serializeBinary());
  const nonce = randomBytes(NONCE_BYTES);
  signatureHeader.setNonce(nonce);

  const header = new common.Header();
  const transactionId = createHash('sha256').update(nonce).update(creator.serializeBinary()).digest('hex');
  header.setChannelHeader(channelHeader(session, chaincode, transactionId).serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());

  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(invocation(chaincode, args).serializeBinary());
  return proposal.serializeBinary();
}

function channelHeader(session: PeerSession, chaincode: string, transactionId: string): common.ChannelHeader {
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(id);
  const header = new common.ChannelHeader();
  header.setType(common.HeaderType.ENDORSER_TRANSACTION);
  header.setTxId(transactionId);
  header.setTimestamp(Timestamp.fromDate(new Date()));
  header.setExtension$(extension.serializeBinary());
  header.setTlsCertHash(session.tlsCertificateHash);
  return header;
}

function invocation(chaincode: string, args: readonly (string | Uint8Array)[]): peer.ChaincodeProposalPayload {
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const input = new peer.ChaincodeInput();
  input.setArgsList(args.map((arg) => (typeof arg === 'string' ? Buffer.from(arg) : arg)));
  const spec = new peer.ChaincodeSpec();
  spec.setType(peer.ChaincodeSpec.Type.NODE);
  spec.setChaincodeId(id);
  spec.setInput(input);
  const invocationSpec = new peer.ChaincodeInvocationSpec();
  invocationSpec.setChaincodeSpec(spec);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocationSpec.serializeBinary());
  return payload;
}
