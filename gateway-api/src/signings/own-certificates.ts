/** Judges the certificate that a request brings for a key of the caller's own. */
import { X509Certificate } from 'node:crypto';
import type { Member } from '@theriac/domain/consortium';
import { certificateNameSchema } from '@theriac/domain/ehr';
import { invalidInput, LedgerError } from '@theriac/domain/ledger';
import { certificateAttributes } from '@theriac/fabric-ca';
import type { Caller } from '../caller';

/** The header, in lower case as Node gives it. */
export const CERTIFICATE_HEADER = 'theriac-certificate';

/** A certificate of Fabric CA has about 1,000 bytes. */
const LONGEST = 8_192;
/** OpenSSL's name of P-256. */
const CURVE = 'prime256v1';

/** An organisation whose people bring certificates. */
export type Issuing = Pick<Member, 'name' | 'mspId' | 'roots'>;

/** Somebody as a certificate tells of them. */
export type Holder = Pick<Caller, 'organisation' | 'role' | 'site'>;

interface Authority extends Issuing {
  readonly parsed: readonly X509Certificate[];
}

/** The certificates of organisations' people. */
export class OwnCertificates {
  readonly #authorities: ReadonlyMap<string, Authority>;

  /**
   * @param members the own organisation, and those whose patients are let in; their roots are those that the members
   * approved with the chaincode package
   * @param now milliseconds since 1970
   */
  constructor(
    members: readonly Issuing[],
    private readonly now: () => number = Date.now,
  ) {
    this.#authorities = new Map(
      members.map((member) => [
        member.name,
        { ...member, parsed: member.roots.map((root) => new X509Certificate(root)) },
      ]),
    );
  }

  /** @throws LedgerError OWN_CERTIFICATE_REFUSED for an organisation whose people bring none here */
  mspIdOf({ organisation }: Pick<Caller, 'organisation'>): string {
    return this.#authorityOf(organisation).mspId;
  }

  /**
   * The name in the certificate that a request of somebody of another organisation brings. It is no secret: who has not
   * signed yet has only said who they are.
   *
   * @throws LedgerError OWN_KEY_NEEDED without a certificate; otherwise as {@link read}
   */
  nameIn(header: string | string[] | undefined, holder: Holder): string {
    if (header === undefined)
      throw new LedgerError('OWN_KEY_NEEDED', 'the people of another organisation sign with keys of their own');
    const certificate = decode(header);
    const person = commonNameOf(certificate) ?? '';
    const isName = certificateNameSchema.safeParse(person).success;
    const fault = isName ? this.#faultOf(certificate, { ...holder, person }) : 'the certificate names nobody';
    if (fault !== undefined) throw new LedgerError('OWN_CERTIFICATE_REFUSED', fault);
    return person;
  }

  /**
   * The certificate in a request's header; undefined when there is none.
   *
   * @param header base64url of the certificate's DER
   * @throws LedgerError INVALID_INPUT when it is no certificate; OWN_CERTIFICATE_REFUSED when it is not one of the caller's
   * organisation for them, their role and their site, or not in force
   */
  read(header: string | string[] | undefined, caller: Caller): X509Certificate | undefined {
    if (header === undefined) return undefined;
    const certificate = decode(header);
    const fault = this.#faultOf(certificate, caller);
    if (fault !== undefined) throw new LedgerError('OWN_CERTIFICATE_REFUSED', fault);
    return certificate;
  }

  #authorityOf(organisation: string): Authority {
    const authority = this.#authorities.get(organisation);
    if (authority !== undefined) return authority;
    throw new LedgerError('OWN_CERTIFICATE_REFUSED', 'the people of this organisation bring no certificates here');
  }

  #faultOf(certificate: X509Certificate, caller: Holder & Pick<Caller, 'person'>): string | undefined {
    const { name, parsed } = this.#authorityOf(caller.organisation);
    if (!parsed.some((root) => certificate.checkIssued(root) && certificate.verify(root.publicKey)))
      return `the certificate is not issued by ${name}`;
    if (this.now() < Date.parse(certificate.validFrom)) return 'the certificate is not in force yet';
    if (this.now() >= Date.parse(certificate.validTo)) return 'the certificate has ended';
    if (certificate.ca || certificate.publicKey.asymmetricKeyDetails?.namedCurve !== CURVE)
      return 'the certificate is for no key on P-256 that people sign with';
    return faultOfPerson(certificate, caller);
  }
}

function faultOfPerson(
  certificate: X509Certificate,
  { person, role, site }: Pick<Caller, 'person' | 'role' | 'site'>,
): string | undefined {
  if (commonNameOf(certificate) !== person) return 'the certificate is another person’s';
  const attributes = certificateAttributes(certificate.toString());
  if (attributes.role !== role) return 'the certificate’s role is not the token’s: ask for another certificate';
  if (attributes.site !== site) return 'the certificate’s site is not the token’s: ask for another certificate';
  return undefined;
}

/** The one name in a certificate. */
function commonNameOf({ subject }: X509Certificate): string | undefined {
  const names = subject.split('\n').filter((part) => part.startsWith('CN='));
  return names.length === 1 ? names[0]?.slice('CN='.length) : undefined;
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
