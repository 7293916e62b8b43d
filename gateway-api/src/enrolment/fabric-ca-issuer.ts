/** Issues people's certificates at the organisation's Fabric CA, as the registrar of people. */
import { randomBytes } from 'node:crypto';
import { LedgerError } from '@theriac/domain/ledger';
import {
  CA_ERROR,
  CaClient,
  type CaEndpoint,
  CaError,
  certificateAttributes,
  type Credential,
  isMarkedRevoked,
} from '@theriac/fabric-ca';
import { presented, type StandingCertificate } from '../certificates';
import type { CertificateIssuer, CertificateOrder } from './certificate-issuer.port';

/** Beyond guessing, and within the 72 bytes that bcrypt looks at. */
const SECRET_BYTES = 24;
/** Somebody else may have set another secret in between: the CA says only that it does not know the caller. */
const ATTEMPTS = 2;

/** Fabric CA's client for this one use. */
export class FabricCaIssuer implements CertificateIssuer {
  readonly standsOn: readonly StandingCertificate[];
  readonly #client: CaClient;

  constructor(
    endpoint: CaEndpoint,
    private readonly registrar: Credential,
  ) {
    this.#client = new CaClient(endpoint);
    this.standsOn = [
      presented('registrar', registrar.certificate),
      presented('certificate towards the authority', endpoint.caller.certificate),
    ];
  }

  async issue(order: CertificateOrder): Promise<string> {
    return this.#asking(async () => {
      await this.#refuseRevoked(order.person);
      const certificate = await this.#enrol(order);
      // Who was marked meanwhile may have escaped the revocation of certificates that followed the mark: what was made
      // here stays here.
      await this.#refuseRevoked(order.person);
      return certificate;
    });
  }

  ping(): Promise<void> {
    return this.#asking(() => this.#client.ping());
  }

  people(): Promise<string[]> {
    return this.#asking(async () =>
      (await this.#client.identities(this.registrar)).filter((id) => /^[0-9a-f]{32}$/.test(id)),
    );
  }

  close(): void {
    this.#client.close();
  }

  async #refuseRevoked(person: string): Promise<void> {
    if (await isMarkedRevoked(this.#client, this.registrar, person)) throw revoked();
  }

  async #enrol({ person, role, site, request }: CertificateOrder): Promise<string> {
    const attributes = { role, ...(site === undefined ? {} : { site }) };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      // A patient has no site any more, where a clerk had one.
      const registration = { id: person, type: 'client', attributes: { role, site: site ?? '' }, secret } as const;
      await this.#client.register(this.registrar, registration);
      const enrolment = { id: person, secret, request, attributes: Object.keys(attributes) };
      const certificate = await this.#client.enrolRequest(enrolment).catch(unlessUnknown);
      if (certificate === undefined) continue;
      if (!sameAttributes(certificateAttributes(certificate), attributes))
        throw new LedgerError('IDENTITY_UNAVAILABLE', 'somebody else changed the person at the authority meanwhile');
      return certificate;
    }
    // With a secret of this moment refused twice: the CA knows the person, and knows them as revoked.
    throw revoked();
  }

  async #asking<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LedgerError) throw error;
      const detail =
        error instanceof CaError
          ? `the certificate authority refuses: ${error.status} ${error.errors.map(({ code }) => code).join(' ')}`
          : 'the certificate authority gives no answer';
      throw Object.assign(new LedgerError('IDENTITY_UNAVAILABLE', detail), { cause: error });
    }
  }
}

function revoked(): LedgerError {
  return new LedgerError('PERSON_REVOKED', 'no certificate is issued to this person any more');
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof CaError && error.has(CA_ERROR.notAuthenticated)) return undefined;
  throw error;
}

function sameAttributes(held: Readonly<Record<string, string>>, asked: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(asked);
  return names.length === Object.keys(held).length && names.every((name) => held[name] === asked[name]);
}
