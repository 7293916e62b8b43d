/** Speaks Fabric CA's REST interface: as much of it as issuing certificates takes. */
import { Agent, request } from 'node:https';
import { z } from 'zod';
import { CA_ERROR, CaError } from './ca-error';
import { caToken, type CaRequest, type Credential } from './ca-token';
import { requestCertificate } from './certificate-request';

/** One of the certificate authorities that a server runs. */
export interface CaEndpoint {
  readonly host: string;
  readonly port: number;
  /** The authority's name on that server. */
  readonly name: string;
  /** PEM of the CA that signed the server's own certificate. */
  readonly tlsRoot: string;
  /** The TLS certificate by which the server knows who may speak to it. */
  readonly caller: Credential;
}

/** Fabric's kinds of identity; certificates carry them as OU, by which an MSP tells them apart. */
export type IdentityType = 'client' | 'peer' | 'orderer' | 'admin';

/** Who may ask for certificates, under a secret of its own. */
export interface Registration {
  readonly id: string;
  readonly type: IdentityType;
  /** What a certificate may carry; names to values. One without a value is taken from who had it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What the identity may do at the authority itself, such as `hf.Registrar.Roles`; no certificate carries it. */
  readonly rights?: Readonly<Record<string, string>>;
  /** Whose registrars may touch the identity; the registrar's own when absent. */
  readonly affiliation?: string;
  readonly secret: string;
}

/** What a certificate is to be like, for a key that is made for it. */
export interface Enrolment extends CertificateShape {
  readonly hosts?: readonly string[];
}

/** What a certificate is to be like, for the key of a request that somebody brings. */
export interface RequestEnrolment extends CertificateShape {
  /** PKCS #10 in PEM; its common name is the id. */
  readonly request: string;
}

interface CertificateShape {
  readonly id: string;
  readonly secret: string;
  /** The signing profile; the CA's default when absent. */
  readonly profile?: string;
  /** Attributes that the certificate must carry. */
  readonly attributes?: readonly string[];
}

/** Longer than a loaded machine takes for a bcrypt. */
const TIMEOUT_MS = 20_000;
/** A server's process does bcrypt on its own cores: more connections would only queue there. */
const CONNECTIONS = 4;
/** -1: any number. A secret is thrown away after its use, and a limit of one would forbid a second try after a crash. */
const UNLIMITED = -1;

const answerSchema = z.object({
  success: z.boolean(),
  result: z.unknown(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).nullish(),
});
const identitiesSchema = z.object({ identities: z.array(z.object({ id: z.string() })) });
const enrolledSchema = z.object({ Cert: z.base64() });

/** A client of one certificate authority. Close it after use. */
export class CaClient {
  private readonly agent: Agent;

  constructor(private readonly endpoint: CaEndpoint) {
    const { tlsRoot: ca, caller } = endpoint;
    const key = caller.key.export({ type: 'pkcs8', format: 'pem' }) as string;
    this.agent = new Agent({ ca, cert: caller.certificate, key, keepAlive: true, maxSockets: CONNECTIONS });
  }

  /** Asks whether the authority serves; rejects when it does not (yet). */
  async ping(): Promise<void> {
    await this.call('GET', `cainfo?ca=${this.endpoint.name}`, undefined, undefined);
  }

  /**
   * Registers an identity. One that is there already gets the new secret, type and attributes, so that who was
   * interrupted between registering and enrolling simply begins again. Who was revoked stays revoked.
   * @throws {CaError} when the registrar may not.
   */
  async register(
    registrar: Credential,
    { id, type, attributes, rights = {}, affiliation = '', secret }: Registration,
  ): Promise<void> {
    const attrs = [
      ...Object.entries(attributes).map(([name, value]) => ({ name, value, ecert: true })),
      // Attributes without ecert never enter a certificate.
      ...Object.entries(rights).map(([name, value]) => ({ name, value, ecert: false })),
    ];
    const settings = { type, affiliation, max_enrollments: UNLIMITED, secret, caname: this.endpoint.name };
    try {
      const given = attrs.filter(({ value }) => value !== '');
      await this.call('POST', 'register', { id, ...settings, attrs: given }, registrar);
    } catch (error) {
      if (!(error instanceof CaError && error.has(CA_ERROR.alreadyRegistered))) throw error;
      await this.call('PUT', `identities/${encodeURIComponent(id)}`, { ...settings, attrs }, registrar);
    }
  }

  /**
   * Whether an identity is registered.
   * @throws {CaError} when the registrar may not touch it.
   */
  async isRegistered(registrar: Credential, id: string): Promise<boolean> {
    try {
      await this.call('GET', `identities/${encodeURIComponent(id)}?ca=${this.endpoint.name}`, undefined, registrar);
      return true;
    } catch (error) {
      if (error instanceof CaError && error.has(CA_ERROR.notFound)) return false;
      throw error;
    }
  }

  /** The ids of all identities that the registrar may touch. */
  async identities(registrar: Credential): Promise<string[]> {
    const found = await this.call('GET', `identities?ca=${this.endpoint.name}`, undefined, registrar);
    return identitiesSchema.parse(found).identities.map(({ id }) => id);
  }

  /**
   * A certificate for a new key.
   * @throws {CaError} when the secret is wrong, or the profile is not one that may carry attributes.
   */
  async enrol({ hosts = [], ...shape }: Enrolment): Promise<Credential> {
    const { key, request } = await requestCertificate(shape.id, hosts);
    return { certificate: await this.enrolKey(shape, request, hosts), key };
  }

  /**
   * A certificate for a key that its holder keeps.
   * @returns PEM.
   * @throws {CaError} as `enrol`, and when the request is none, or names another than who enrols.
   */
  async enrolRequest({ request, ...shape }: RequestEnrolment): Promise<string> {
    return this.enrolKey(shape, request, []);
  }

  close(): void {
    this.agent.destroy();
  }

  private async enrolKey(
    { id, secret, profile, attributes }: CertificateShape,
    certificateRequest: string,
    hosts: readonly string[],
  ): Promise<string> {
    const body = {
      caname: this.endpoint.name,
      certificate_request: certificateRequest,
      ...(profile === undefined ? {} : { profile }),
      ...(attributes === undefined ? {} : { attr_reqs: attributes.map((name) => ({ name })) }),
      ...(hosts.length === 0 ? {} : { hosts }),
    };
    const { Cert: certificate } = enrolledSchema.parse(await this.call('POST', 'enroll', body, { id, secret }));
    return Buffer.from(certificate, 'base64').toString();
  }

  private async call(
    method: CaRequest['method'],
    resource: string,
    content: unknown,
    caller: Credential | { readonly id: string; readonly secret: string } | undefined,
  ): Promise<unknown> {
    const path = `/api/v1/${resource}`;
    const body = content === undefined ? '' : JSON.stringify(content);
    const { status, text } = await this.send({ method, path, body }, authorization(caller, { method, path, body }));
    const title = `${method} ${path} of ${this.endpoint.name}`;
    const answer = answerSchema.safeParse(parseJson(text));
    if (!answer.success) throw new CaError(title, status, [{ code: -1, message: text.slice(0, 200) }]);
    if (!answer.data.success) throw new CaError(title, status, answer.data.errors ?? []);
    return answer.data.result;
  }

  private send(
    { method, path, body }: CaRequest,
    authorizationHeader: Readonly<Record<string, string>>,
  ): Promise<{ status: number; text: string }> {
    const { host, port } = this.endpoint;
    const headers = {
      ...authorizationHeader,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { host, port, path, method, agent: this.agent, headers, timeout: TIMEOUT_MS },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
          });
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer from ${host}:${port} in ${TIMEOUT_MS} ms`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

function authorization(
  caller: Credential | { readonly id: string; readonly secret: string } | undefined,
  signed: CaRequest,
): Record<string, string> {
  if (caller === undefined) return {};
  if ('certificate' in caller) return { authorization: caToken(caller, signed) };
  return { authorization: `Basic ${Buffer.from(`${caller.id}:${caller.secret}`).toString('base64')}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
