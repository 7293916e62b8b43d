/** One fabric-gateway `Gateway` for each identity, over the one connection: cheap, but not free, so the latest are kept. */
import { connect, type ConnectOptions, type Gateway, hash } from '@hyperledger/fabric-gateway';
import type { CallerIdentity } from '../caller/caller-identity';
import { LatestKept } from '../latest-kept';
import type { PeerConnection } from './peer-connection';

/** This many cost some megabytes. */
const MOST_KEPT = 1_000;

/** A gateway that signs by itself as an identity, for a machine; it holds no connection of its own. */
export function gatewayAs(connection: PeerConnection, identity: CallerIdentity): Gateway {
  return connect({ ...optionsOf(connection, identity), signer: (message) => identity.sign(message) });
}

function optionsOf(connection: PeerConnection, { mspId, certificate }: CallerIdentity): ConnectOptions {
  return {
    client: connection.client,
    identity: { mspId, credentials: Buffer.from(certificate) },
    // Whoever holds the key hashes what it signs.
    hash: hash.none,
    tlsClientCertificateHash: connection.tlsClientCertificateHash,
  };
}

/**
 * Gateways by certificate: a renewed certificate is another identity. None of them signs: with a caller's own key, each
 * request asks for its signatures in its own way.
 */
export class CallerGateways {
  readonly #kept: LatestKept<Gateway>;

  constructor(
    private readonly connection: PeerConnection,
    most = MOST_KEPT,
  ) {
    this.#kept = new LatestKept(most);
  }

  /** The gateway of this identity; the one longest unused makes room. */
  of(identity: CallerIdentity): Gateway {
    const known = this.#kept.get(identity.certificate);
    const gateway = known ?? connect(optionsOf(this.connection, identity));
    // Set anew by every use.
    this.#kept.set(identity.certificate, gateway)?.close();
    return gateway;
  }

  get size(): number {
    return this.#kept.size;
  }
}
