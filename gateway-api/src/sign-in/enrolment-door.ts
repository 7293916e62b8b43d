/** The door to the own organisation's enrolment service, over mutual TLS. */
import { Agent, request as httpsRequest } from 'node:https';
import { isErrorCode, LedgerError } from '@theriac/domain/ledger';
import type { ZodType } from 'zod';
import type { TlsCredential } from '../certificates';
import {
  type EnrolledPerson,
  enrolledPersonSchema,
  type IssuedCertificate,
  issuedCertificateSchema,
} from '../enrolment/enrolment.schema';
import { problemSchema } from '../http/problem.schema';

/** What the connection is made with; PEM. */
export interface EnrolmentDoorSettings {
  /** `host:port`. */
  readonly address: string;
  readonly roots: Buffer;
  readonly credential: TlsCredential;
  /** Milliseconds for one question. */
  readonly deadline: number;
}

/** What a gateway asks the enrolment service. */
export interface Enrolment {
  /** @throws LedgerError TOKEN_REFUSED, IDENTITY_UNAVAILABLE */
  personOf(token: string): Promise<EnrolledPerson>;
  /**
   * A certificate for the holder of a token.
   *
   * @param request PKCS #10 in PEM
   * @throws LedgerError TOKEN_REFUSED, PERSON_REVOKED, CERTIFICATE_REQUEST_REFUSED, IDENTITY_UNAVAILABLE
   */
  certificateFor(token: string, request: string): Promise<IssuedCertificate>;
}

/** Larger than any answer. */
const LARGEST_ANSWER = 64 << 10;

/** Asks the service. Close it after use. */
export class EnrolmentDoor implements Enrolment {
  #agent: Agent;

  constructor(private readonly settings: EnrolmentDoorSettings) {
    this.#agent = this.#agentWith(settings.credential);
  }

  /** Speaks with a renewed certificate from now on. */
  renew(credential: TlsCredential): void {
    this.#agent.destroy();
    this.#agent = this.#agentWith(credential);
  }

  personOf(token: string): Promise<EnrolledPerson> {
    return this.#ask(token, 'GET', '/v1/person', undefined, enrolledPersonSchema);
  }

  certificateFor(token: string, request: string): Promise<IssuedCertificate> {
    return this.#ask(token, 'POST', '/v1/certificates', { request }, issuedCertificateSchema);
  }

  close(): void {
    this.#agent.destroy();
  }

  #agentWith(credential: TlsCredential): Agent {
    return new Agent({ keepAlive: true, ca: this.settings.roots, ...credential, minVersion: 'TLSv1.3' });
  }

  async #ask<T>(token: string, method: string, path: string, content: unknown, schema: ZodType<T>): Promise<T> {
    const { status, text } = await this.#send(token, method, path, content).catch((cause: unknown) => {
      throw unavailable('the enrolment service gives no answer now', cause);
    });
    const body = jsonIn(text);
    if (status >= 400) throw refusalOf(body);
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw unavailable('the enrolment service answered something else than was asked', undefined);
    return parsed.data;
  }

  #send(token: string, method: string, path: string, content: unknown): Promise<{ status: number; text: string }> {
    const [host = '', port = ''] = this.settings.address.split(':');
    const body = content === undefined ? undefined : JSON.stringify(content);
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    };
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(this.settings.deadline);
      const sent = httpsRequest({ host, port, method, path, headers, agent: this.#agent, signal }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
          if (text.length > LARGEST_ANSWER) response.destroy(new Error('the answer is too large'));
        });
        response.once('error', reject);
        response.once('end', () => {
          resolve({ status: response.statusCode ?? 0, text });
        });
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The service speaks the same vocabulary; its own trouble is, from here, a service that is away. */
function refusalOf(body: unknown): LedgerError {
  const problem = problemSchema.safeParse(body);
  if (!problem.success || problem.data.status >= 500 || !isErrorCode(problem.data.code))
    return unavailable('the enrolment service failed', undefined);
  return new LedgerError(problem.data.code, problem.data.detail, problem.data.faults ?? []);
}

function unavailable(detail: string, cause: unknown): LedgerError {
  const error = new LedgerError('IDENTITY_UNAVAILABLE', detail);
  error.cause = cause;
  return error;
}
