/** Requests to one gateway with the user's token, and answers without their transport. */
import { ProblemError, ResignNeeded } from './failures';
import { readProblem } from './wire';

/** An answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON holds; the bytes of a document; undefined when there is nothing. */
  readonly body: unknown;
}

/** A request. */
export interface Ask {
  readonly method: string;
  /** From the root, such as `/v1/shipments`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Where, and with whose token. */
export interface GatewayConnectionOptions {
  /** Such as `https://gateway.pharmacy.example`. */
  readonly gateway: string;
  /** Tells an access token that is good now. It is asked for each request. */
  readonly token: () => Promise<string>;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Sends requests. */
export class GatewayConnection {
  constructor(private readonly options: GatewayConnectionOptions) {}

  /**
   * Sends a request.
   *
   * @param idempotencyKey for the error alone; the header is the caller's
   * @throws ProblemError, or TypeError as `fetch` when there is no answer
   */
  async send({ method, path, body, headers, signal }: Ask, idempotencyKey?: string): Promise<Answer> {
    const response = await fetch(new URL(path, this.options.gateway), {
      method,
      headers: {
        ...this.options.headers,
        ...headers,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        Authorization: `Bearer ${await this.options.token()}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
      // A token goes where it was meant to go, and nowhere else.
      redirect: 'error',
      credentials: 'omit',
    });
    const answer = { status: response.status, headers: response.headers, body: await bodyOf(response) };
    if (!response.ok) throw problemOf(answer, idempotencyKey);
    return answer;
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? '';
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === 0) return undefined;
  if (!/^application\/(?:[\w.-]+\+)?json\b/.test(type)) return bytes;
  return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
}

function problemOf({ status, body }: Answer, idempotencyKey: string | undefined): ProblemError {
  // A proxy in between answers in its own words.
  const unknown = { code: 'UNKNOWN', status, title: `HTTP ${status}`, detail: 'the answer is no problem of a gateway' };
  const problem = readProblem(body, status) ?? unknown;
  return problem.code === 'RESIGN'
    ? new ResignNeeded(problem, idempotencyKey)
    : new ProblemError(problem, idempotencyKey);
}
