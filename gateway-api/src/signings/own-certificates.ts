/** Judges the certificate that a request brings for a key of the caller's own. */
import { X509Certificate } from 'node:crypto';
import type { Member } from '@theriac/domain/consortium';
import { invalidInput, LedgerError } from '@theriac/domain/ledger';
import { certificateAttributes } from '@theriac/fabric-ca';
import type { Caller } from '../caller';

/** The header, in lower case as Node gives it. */
export const CERTIFICATE_HEADER = 'theriac-certificate';

/** A certificate of Fabric CA has about 1,000 bytes. */
const LONGEST = 8_192;
/** OpenSSL's name of P-256. */
const CURVE = 'prime256v1';

/** The certificates of an organisation's people. */
export class OwnCertificates {
  readonly #roots: readonly X509Certificate[];

  /**
   * @param self the organisation; its roots are those that the members approved with the chaincode package
   * @param now milliseconds since 1970
   */
  constructor(
    private readonly self: Pick<Member, 'name' | 'mspId' | 'roots'>,
    private readonly now: () => number = Date.now,
  ) {
    this.#roots = self.roots.map((root) => new X509Certificate(root));
  }

  get mspId(): string {
    return this.self.mspId;
  }

  /**
   * The certificate in a request's header; undefined when there is none.
   *
   * @param header base64url of the certificate's DER
   * @throws LedgerError INVALID_INPUT when it is no certificate; OWN_CERTIFICATE_REFUSED when it is not one of this
   * organisation for the caller, their role and their site, or not in force
   */
  read(header: string | string[] | undefined, caller: Caller): X509Certificate | undefined {
    if (header === undefined) return undefined;
    const certificate = decode(header);
    const fault = this.#faultOf(certificate, caller);
    if (fault !== undefined) throw new LedgerError('OWN_CERTIFICATE_REFUSED', fault);
    return certificate;
  }

  #faultOf(certificate: X509Certificate, caller: Caller): string | undefined {
    if (!this.#roots.some((root) => certificate.checkIssued(root) && certificate.verify(root.publicKey)))
      return `the certificate is not issued by ${this.self.name}`;
    if (this.now() < Date.parse(certificate.validFrom)) return 'the certificate is not in force yet';
    if (this.now() >= Date.parse(certificate.validTo)) return 'the certificate has ended';
    if (certificate.ca || certificate.publicKey.asymmetricKeyDetails?.namedCurve !== CURVE)
      return 'the certificate is for no key on P-256 that people sign with';
    return faultOfPerson(certificate, caller);
  }
}

function faultOfPerson(certificate: X509Certificate, { person, role, site }: Caller): string | undefined {
  const names = certificate.subject.split('\n').filter((part) => part.startsWith('CN='));
  if (names.length !== 1 || names[0] !== `CN=${person}`) return 'the certificate is another person’s';
  const attributes = certificateAttributes(certificate.toString());
  if (attributes.role !== role) return 'the certificate’s role is not the token’s: ask for another certificate';
  if (attributes.site !== site) return 'the certificate’s site is not the token’s: ask for another certificate';
  return undefined;
}

function decode(header: string | string[]): X509Certificate {
  const isForm = typeof header === 'string' && header.length <= LONGEST && /^[A-Za-z0-9_-]+={0,2}$/.test(header);
  if (!isForm) throw invalidInput([{ field: 'Theriac-Certificate', rule: 'must be base64url of one certificate' }]);
  try {
    return new X509Certificate(Buffer.from(header, 'base64url'));
  } catch {
    throw invalidInput([{ field: 'Theriac-Certificate', rule: 'must be the DER of an X.509 certificate' }]);
  }
}
