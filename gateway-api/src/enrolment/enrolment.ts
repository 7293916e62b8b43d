/** Certifies who proves who they are: the whole of what the enrolment service is for. */
import { X509Certificate } from 'node:crypto';
import { personNameOf } from '@theriac/fabric-ca';
import type { Logger } from 'pino';
import type { TokenHolder, TokenVerifier } from '../tokens';
import type { CertificateIssuer } from './certificate-issuer.port';
import { checkedRequest } from './check-request';
import type { EnrolledPerson, IssuedCertificate } from './enrolment.schema';
import { OneAtATime } from './one-at-a-time';

/** What it is made of. */
export interface EnrolmentParts {
  readonly tokens: Pick<TokenVerifier, 'verify'>;
  /** Of it people's names are made. */
  readonly nameKey: Uint8Array;
  readonly issuer: CertificateIssuer;
  readonly logger: Logger;
}

/** Names and certifies the holders of tokens. */
export class Enrolment {
  readonly #issuing = new OneAtATime();

  constructor(private readonly parts: EnrolmentParts) {}

  /**
   * Whom a token names.
   *
   * @throws LedgerError TOKEN_REFUSED, IDENTITY_UNAVAILABLE
   */
  async personOf(token: string): Promise<EnrolledPerson> {
    return this.#named(await this.parts.tokens.verify(token));
  }

  /**
   * Certifies the key of a request for the token's holder.
   *
   * @param request PKCS #10 in PEM
   * @throws LedgerError TOKEN_REFUSED, CERTIFICATE_REQUEST_REFUSED, PERSON_REVOKED, TOO_MANY_REQUESTS,
   * IDENTITY_UNAVAILABLE
   */
  async certify(token: string, request: string): Promise<IssuedCertificate> {
    const holder = await this.parts.tokens.verify(token);
    const answer = this.#named(holder);
    const { person, role } = answer;
    const checked = await checkedRequest(request, person);
    const order = { person, role, site: holder.site, request: checked };
    const certificate = await this.#issuing.run(person, () => this.parts.issuer.issue(order));
    const { serialNumber, validTo } = new X509Certificate(certificate);
    const until = new Date(validTo).toISOString();
    this.parts.logger.info({ ...answer, serial: serialNumber.toLowerCase(), until }, 'a certificate was issued');
    return { ...answer, certificate };
  }

  #named({ issuer, subject, role, site }: TokenHolder): EnrolledPerson {
    const person = personNameOf(this.parts.nameKey, issuer, subject);
    return { person, role, ...(site === undefined ? {} : { site }) };
  }
}
