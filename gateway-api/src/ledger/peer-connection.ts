/** The one gRPC connection of a gateway: to its own organisation's peer, with client certificate, reconnecting by itself. */
import { createHash, X509Certificate } from 'node:crypto';
import { type ChannelOptions, Client, credentials } from '@grpc/grpc-js';

/** Where the peer is, and what the connection is made with; PEM throughout. */
export interface PeerAddress {
  /** Such as `localhost:8603`: a name that stands in the peer's TLS certificate, hence never an IP address. */
  readonly address: string;
  readonly tlsRoots: Buffer;
  readonly tlsCertificate: Buffer;
  readonly tlsKey: Buffer;
}

/** The connection, and what Fabric wants to know of it. */
export interface PeerConnection {
  readonly client: Client;
  /** SHA-256 of the client certificate's DER: block events are refused without it. */
  readonly tlsClientCertificateHash: Uint8Array;
  close(): void;
}

const OPTIONS: ChannelOptions = {
  // grpc-js backs off for minutes by default; a restarted peer is back within seconds.
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 1_000,
  // A killed peer's connection now and then looks alive to grpc-js: only a ping finds out, and all waits until then.
  // Not below the peer's minimum (10 s), or it answers ENHANCE_YOUR_CALM.
  'grpc.keepalive_time_ms': 15_000,
  'grpc.keepalive_timeout_ms': 10_000,
  // An endorsed transaction holds arguments and writes and may pass the default of 4 MB; so may a block.
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
};

/** Opens the connection; the first request makes it. */
export function connectPeer(peer: PeerAddress): PeerConnection {
  const client = new Client(
    peer.address,
    credentials.createSsl(peer.tlsRoots, peer.tlsKey, peer.tlsCertificate),
    OPTIONS,
  );
  return {
    client,
    tlsClientCertificateHash: createHash('sha256').update(new X509Certificate(peer.tlsCertificate).raw).digest(),
    close: () => {
      client.close();
    },
  };
}
