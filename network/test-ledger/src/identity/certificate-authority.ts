/** An organisation's certificate authority: issues what Fabric CA would, in memory. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';

/** Fabric CA writes attributes under this object identifier, as raw JSON. */
const ATTRIBUTES = '1.2.3.4.5.6.7.8.1';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Wide, because a test may set the ledger's clock where it likes. */
const ALWAYS = { notBefore: new Date(0), notAfter: new Date(Date.UTC(2099, 0)) };

/** NodeOU: what kind of unit a certificate is for. */
export type Unit = 'client' | 'peer' | 'admin' | 'orderer';

/** Attributes of a certificate, such as role and site. */
export type Attributes = Readonly<Record<string, string>>;

/** A certificate with its private key. */
export interface KeyedCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly key: KeyObject;
}

/** What is asked of the authority. */
export interface CertificateRequest {
  readonly commonName: string;
  readonly unit: Unit;
  readonly attributes?: Attributes;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** Issues certificates under a root of its own. */
export class CertificateAuthority {
  private constructor(
    private readonly root: x509.X509Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  /** Makes a root certificate for an organisation. */
  static async create(organisation: string): Promise<CertificateAuthority> {
    const keys = await newKeys();
    const root = await x509.X509CertificateGenerator.createSelfSigned(
      {
        serialNumber: serialNumber(),
        name: `CN=ca.${organisation}, O=${organisation}`,
        ...ALWAYS,
        keys,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new x509.BasicConstraintsExtension(true, 1, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        ],
      },
      webcrypto,
    );
    return new CertificateAuthority(root, keys);
  }

  /** The root certificate, PEM. */
  get certificate(): string {
    return this.root.toString('pem');
  }

  /** Issues a certificate for a new key. */
  async issue(request: CertificateRequest): Promise<KeyedCertificate> {
    const keys = await newKeys();
    return { certificate: await this.certify(keys.publicKey, request), key: KeyObject.from(keys.privateKey) };
  }

  /** Issues a certificate for a key that somebody else holds, PEM. */
  async certify(publicKey: webcrypto.CryptoKey, request: CertificateRequest): Promise<string> {
    const { attributes = {} } = request;
    const certificate = await x509.X509CertificateGenerator.create(
      {
        serialNumber: serialNumber(),
        subject: [{ OU: [request.unit] }, { CN: [request.commonName] }],
        issuer: this.root.subject,
        notBefore: request.notBefore ?? ALWAYS.notBefore,
        notAfter: request.notAfter ?? ALWAYS.notAfter,
        publicKey,
        signingKey: this.keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.BasicConstraintsExtension(false, undefined, true),
          ...(Object.keys(attributes).length === 0 ? [] : [attributesExtension(attributes)]),
        ],
      },
      webcrypto,
    );
    return certificate.toString('pem');
  }
}

function attributesExtension(attributes: Attributes): x509.Extension {
  return new x509.Extension(ATTRIBUTES, false, Buffer.from(JSON.stringify({ attrs: attributes })));
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function serialNumber(): string {
  return `01${randomBytes(15).toString('hex')}`;
}
