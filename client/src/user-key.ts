/** The user's key: made here, kept here, and never readable, not even by this program. */
import 'reflect-metadata';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { copyOf } from './encoding';
import { lowSDer } from './low-s-signature';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * An ECDSA key on P-256 in WebCrypto.
 *
 * The private key is not extractable: a program (or a script that was smuggled into a page) can use it while it runs, and
 * can never carry it away. In a browser, keep it from one visit to the next by storing {@link UserKey.pair} in IndexedDB,
 * which takes `CryptoKey` objects as they are: see the README.
 */
export class UserKey {
  private constructor(
    /** For IndexedDB. The private key holds no readable bytes. */
    readonly pair: CryptoKeyPair,
  ) {}

  /** Makes a new key. In a browser this needs a secure context (HTTPS, or localhost). */
  static async generate(): Promise<UserKey> {
    return new UserKey(await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']));
  }

  /**
   * The key that an application kept.
   *
   * @throws TypeError when it is not an ECDSA key on P-256 that signs, or when its private key could be read out
   */
  static of(pair: CryptoKeyPair): UserKey {
    const { privateKey, publicKey } = pair;
    const { name, namedCurve } = privateKey.algorithm as EcKeyAlgorithm;
    if (name !== ALGORITHM.name || namedCurve !== ALGORITHM.namedCurve || !privateKey.usages.includes('sign'))
      throw new TypeError('the key must be an ECDSA key on P-256 that signs');
    if (privateKey.extractable || publicKey.type !== 'public')
      throw new TypeError('the private key must not be extractable');
    return new UserKey(pair);
  }

  /** A signature as Fabric takes it: over the message's SHA-256, in DER, with the lower S. */
  async sign(message: Uint8Array): Promise<Uint8Array> {
    const compact = await crypto.subtle.sign(ALGORITHM, this.pair.privateKey, copyOf(message));
    return lowSDer(new Uint8Array(compact));
  }

  /**
   * A request for a certificate of this key: PKCS #10 in PEM, signed by the key.
   *
   * @param person the random name that `GET /v1/me` tells
   */
  async certificateRequest(person: string): Promise<string> {
    const options = { name: [{ CN: [person] }], keys: this.pair, signingAlgorithm: ALGORITHM };
    return (await Pkcs10CertificateRequestGenerator.create(options, crypto)).toString('pem');
  }

  /** The public key, SubjectPublicKeyInfo in DER: what a certificate of this key holds. */
  async publicKey(): Promise<Uint8Array> {
    return new Uint8Array(await crypto.subtle.exportKey('spki', this.pair.publicKey));
  }
}
