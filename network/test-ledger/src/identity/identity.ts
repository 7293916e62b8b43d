/** Somebody who signs: a person, a machine or a peer, with a certificate of its organisation. */
import { msp } from '@hyperledger/fabric-protos';
import type { KeyedCertificate } from './certificate-authority';
import { signLowS } from './signature';

/** A signing identity. */
export interface Identity {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
  /** A serialised `msp.SerializedIdentity`: a transaction's creator, an endorsement's endorser. */
  readonly serialized: Uint8Array;
  /** Signs a message (not its digest) with ECDSA, SHA-256, low s. */
  sign(message: Uint8Array): Uint8Array;
}

/** Makes an identity of a certificate and its key. */
export function identityOf(mspId: string, { certificate, key }: KeyedCertificate): Identity {
  return {
    mspId,
    certificate,
    serialized: serializedIdentity(mspId, certificate),
    sign: (message) => signLowS(message, key),
  };
}

/** A serialised `msp.SerializedIdentity`. */
export function serializedIdentity(mspId: string, certificate: string): Uint8Array {
  const serialized = new msp.SerializedIdentity();
  serialized.setMspid(mspId);
  serialized.setIdBytes(Buffer.from(certificate));
  return serialized.serializeBinary();
}
