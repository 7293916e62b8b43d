/** One fabric-gateway `Gateway` for each identity, over the one connection: cheap, but not free, so the latest are kept. */
import { connect, type ConnectOptions, type Gateway, hash } from '@hyperledger/fabric-gateway';
import type { CallerIdentity } from '../caller/caller-identities';
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
  readonly #kept = new Map<string, Gateway>();

  constructor(
    private readonly connection: PeerConnection,
    private readonly most = MOST_KEPT,
  ) {}

  /** The gateway of this identity; the one longest unused makes room. */
  of(identity: CallerIdentity): Gateway {
    const known = this.#kept.get(identity.certificate);
    const gateway = known ?? connect(optionsOf(this.connection, identity));
    this.#kept.delete(identity.certificate);
    this.#kept.set(identity.certificate, gateway);
    if (this.#kept.size > this.most) this.#dropOldest();
    return gateway;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** A Map iterates in the order of insertion, and every use inserts anew. */
  #dropOldest(): void {
    const [oldest] = this.#kept.keys();
    if (oldest === undefined) return;
    this.#kept.get(oldest)?.close();
    this.#kept.delete(oldest);
  }
}
