/** Members of a running network as the cases need them: an identity that signs, and a connection to the own peer. */
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Gateway, hash, type Network, signers } from '@hyperledger/fabric-gateway';
import { gateway as protos } from '@hyperledger/fabric-protos';
import { type Identity, identityOf } from '@theriac/test-ledger';
import type { Outcome } from './ledger-under-test';

const CHANNEL = 'supply';
/** A change of the orderers' leader on a busy machine is waited for. */
const ANSWER_MS = 60_000;

/** Somebody who can sign proposals. */
export interface Sender {
  readonly identity: Identity;
}

/** An organisation with a peer on the channel. */
export interface Member extends Sender {
  readonly gateway: Gateway;
  readonly network: Network;
  close(): void;
}

/** An organisation's machine identity, without a connection. */
export function readOutsider(state: string, organisation: string): Sender {
  const own = (...path: string[]): string => join(state, 'organisations', organisation, 'gateway', ...path);
  const key = createPrivateKey(onlyFile(own('msp', 'keystore')));
  const certificate = onlyFile(own('msp', 'signcerts')).toString();
  return { identity: identityOf(mspIdOf(state, organisation), { certificate, key }) };
}

/** An organisation's machine identity, connected to the organisation's peer. */
export function openMember(state: string, organisation: string): Member {
  const { identity } = readOutsider(state, organisation);
  const folder = join(state, 'organisations', organisation, 'gateway');
  const tls = (file: string): Buffer => readFileSync(join(folder, 'tls', file));
  const client = new Client(
    `localhost:${peerPort(state, organisation)}`,
    credentials.createSsl(tls('ca.crt'), tls('server.key'), tls('server.crt')),
    { 'grpc.max_receive_message_length': -1 },
  );
  const deadline = (): { deadline: number } => ({ deadline: Date.now() + ANSWER_MS });
  const gateway = connect({
    client,
    identity: { mspId: identity.mspId, credentials: Buffer.from(identity.certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(onlyFile(join(folder, 'msp', 'keystore')))),
    hash: hash.sha256,
    tlsClientCertificateHash: createHash('sha256')
      .update(new X509Certificate(tls('server.crt')).raw)
      .digest(),
    evaluateOptions: deadline,
    endorseOptions: deadline,
    submitOptions: deadline,
    commitStatusOptions: deadline,
  });
  return {
    identity,
    gateway,
    network: gateway.getNetwork(CHANNEL),
    close() {
      gateway.close();
      client.close();
    },
  };
}

/** What became of a transaction, as a member's own peer has it; waits for one that has not come yet. */
export async function statusAt(member: Member, transactionId: string): Promise<Outcome> {
  const request = new protos.CommitStatusRequest();
  request.setTransactionId(transactionId);
  request.setChannelId(CHANNEL);
  request.setIdentity(member.identity.serialized);
  const signed = new protos.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  const { code, blockNumber } = await member.gateway.newCommit(signed.serializeBinary()).getStatus();
  return { code, blockNumber };
}

function mspIdOf(state: string, organisation: string): string {
  const { members } = JSON.parse(readFileSync(join(state, 'consortium.json'), 'utf8')) as {
    members: { name: string; mspId: string }[];
  };
  const member = members.find(({ name }) => name === organisation);
  if (member === undefined) throw new Error(`the network has no ${organisation}`);
  return member.mspId;
}

function peerPort(state: string, organisation: string): number {
  const note = JSON.parse(readFileSync(join(state, 'run', `peer-${organisation}.json`), 'utf8')) as { ports: number[] };
  const [port] = note.ports;
  if (port === undefined) throw new Error(`the peer of ${organisation} has no port`);
  return port;
}

function onlyFile(folder: string): Buffer {
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error(`${folder} is empty`);
  return readFileSync(join(folder, file));
}
