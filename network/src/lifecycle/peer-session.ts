/** A connection to a peer under one of an organisation's identities, for administration and readiness. */
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, hash, signers, type Gateway, type Identity, type Signer } from '@hyperledger/fabric-gateway';
import { placementOf, portsIn, type NativeNetwork } from '../native/native-network';
import { peerName } from '../native/peer-process';
import { organisationOf } from '../topology';

/** Which of an organisation's own identities speaks. */
export type OwnIdentity = 'admin' | 'gateway';

/** An open connection; close it when done. */
export interface PeerSession {
  readonly organisation: string;
  readonly mspId: string;
  readonly client: Client;
  readonly gateway: Gateway;
  readonly identity: Identity;
  readonly signer: Signer;
  readonly tlsCertificateHash: Uint8Array;
  close(): void;
}

/** The network whose peers are spoken to; its binaries do not matter. */
export type PeerPlace = Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>;

/** A package of code and a prepared transaction are larger than gRPC's 4 MB. */
const CHANNEL_OPTIONS = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 500,
};

const ENDORSE_MS = 15_000;
const COMMIT_MS = 30_000;

/**
 * Opens a connection lazily: nothing is dialled before the first call.
 * @param at - whose peer; the organisation's own when absent. Peers let in whom a channel makes a fellow member.
 */
export function openPeerSession(
  network: PeerPlace,
  organisation: string,
  as: OwnIdentity,
  at: string = organisation,
): PeerSession {
  const { layout } = network;
  const pem = (...path: string[]): Buffer => readFileSync(layout.organisation(organisation, as, ...path));
  const tlsCertificate = pem('tls', 'server.crt');
  const client = new Client(
    `${placementOf(network).hostOf(peerName(at))}:${portsIn(network, at).peer}`,
    credentials.createSsl(readFileSync(layout.tlsRoot(at)), pem('tls', 'server.key'), tlsCertificate),
    CHANNEL_OPTIONS,
  );
  const mspId = organisationOf(network.topology, organisation).mspId;
  const identity = { mspId, credentials: onlyFile(layout.organisation(organisation, as, 'msp', 'signcerts')) };
  const key = createPrivateKey(onlyFile(layout.organisation(organisation, as, 'msp', 'keystore')));
  const signer = signers.newPrivateKeySigner(key);
  const tlsCertificateHash = createHash('sha256').update(new X509Certificate(tlsCertificate).raw).digest();
  const gateway = connect({
    client,
    identity,
    signer,
    hash: hash.sha256,
    tlsClientCertificateHash: tlsCertificateHash,
    evaluateOptions: () => ({ deadline: Date.now() + ENDORSE_MS }),
    endorseOptions: () => ({ deadline: Date.now() + ENDORSE_MS }),
    submitOptions: () => ({ deadline: Date.now() + ENDORSE_MS }),
    commitStatusOptions: () => ({ deadline: Date.now() + COMMIT_MS }),
  });
  const close = (): void => {
    gateway.close();
    client.close();
  };
  return { organisation, mspId, client, gateway, identity, signer, tlsCertificateHash, close };
}

/** Runs some work with a connection, and closes it whatever comes of it. */
export async function withPeerSession<T>(
  network: PeerPlace,
  organisation: string,
  as: OwnIdentity,
  work: (session: PeerSession) => Promise<T>,
): Promise<T> {
  const session = openPeerSession(network, organisation, as);
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

/** An MSP's signcerts and keystore hold one file each, whatever its name. */
function onlyFile(folder: string): Buffer {
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error(`${folder} is empty`);
  return readFileSync(join(folder, file));
}
