/** Speaks to other members' gateways over mutual TLS. */
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { LedgerError, parse } from '@theriac/domain/ledger';
import type { TlsCredential } from '../certificates';
import { problemSchema } from '../http/problem.schema';
import { TooManyRequests } from '../limits/too-many-requests';
import { JsonPieces } from './json-pieces';
import type { CallKind } from './member-kinds';
import type { MemberRoots } from './member-roots';
import { sendPieces } from './send-pieces';

/** What the connections are made with. */
export interface MemberClientSettings {
  /** Member to `host:port`. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly roots: MemberRoots;
  readonly credential: TlsCredential;
  /** Milliseconds for one exchange. */
  readonly deadline: number;
}

/** An answer's status, and its body as parsed JSON. */
interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** Seconds, when the answer says so. */
  readonly retryAfter: number;
}

/** Larger than any answer of a kind that says nothing else: a member that sends more is not listened to. */
const LARGEST_REPLY = 4 << 20;

/** What a large message gets beyond the deadline, a second a megabyte: an event of 300,000 packs is read in some seconds. */
const MILLISECONDS_A_CHARACTER = 1_000 / (1 << 20);

/** The one door to other members' gateways. */
export class MemberClient {
  readonly #agents = new Map<string, Agent>();

  /** Agents with an earlier certificate: what they have begun may end. */
  readonly #retired: Agent[] = [];
  #credential: TlsCredential;

  constructor(private readonly settings: MemberClientSettings) {
    this.#credential = settings.credential;
  }

  /** Presents another certificate from now on; what is on its way ends on its connection. */
  renew(credential: TlsCredential): void {
    this.#credential = credential;
    this.#retired.push(...this.#agents.values());
    this.#agents.clear();
  }

  /**
   * Asks another member's gateway.
   *
   * @throws LedgerError the member's refusal; MEMBER_UNAVAILABLE when it gives no answer or one that breaks the kind
   */
  async call<Question, Answer>(member: string, kind: CallKind<Question, Answer>, question: Question): Promise<Answer> {
    const reply = await this.#post(member, `/calls/${kind.name}`, JSON.stringify(question), kind.largestReply);
    if (reply.status !== 200) throw refusalOf(member, reply);
    try {
      return parse(kind.reply, reply.body);
    } catch {
      throw new LedgerError('MEMBER_UNAVAILABLE', `${member} answered something else than was asked`);
    }
  }

  /**
   * Hands a message over; a body that is {@link JsonPieces} is never in memory as a whole. Resolves when the member has it
   * durably. @throws LedgerError as {@link call}
   */
  async deliver(member: string, message: { id: string; kind: string; body: unknown }): Promise<void> {
    const { body, ...head } = message;
    const text = body instanceof JsonPieces ? withBody(head, body) : JSON.stringify(message);
    const reply = await this.#post(member, '/messages', text);
    if (reply.status !== 204) throw refusalOf(member, reply);
  }

  /** Closes idle connections. */
  close(): void {
    for (const agent of [...this.#agents.values(), ...this.#retired]) agent.destroy();
  }

  #post(member: string, path: string, text: string | JsonPieces, largestReply = LARGEST_REPLY): Promise<Reply> {
    const address = this.settings.addresses.get(member);
    if (address === undefined) return Promise.reject(unavailable(member, 'it has no address here'));
    const [host = '', port = ''] = address.split(':');
    const isWhole = typeof text === 'string';
    const size = isWhole ? text.length : text.size;
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        reject(unavailable(member, 'its gateway gives no answer'));
      };
      const sent = httpsRequest({
        ...{ host, port, path, method: 'POST', agent: this.#agentOf(member) },
        headers: {
          'content-type': 'application/json',
          ...(isWhole ? { 'content-length': Buffer.byteLength(text) } : {}),
        },
        signal: AbortSignal.timeout(Math.ceil(this.settings.deadline + size * MILLISECONDS_A_CHARACTER)),
      });
      sent.once('error', fail);
      sent.once('response', (response) => {
        readReply(response, largestReply).then(resolve, fail);
      });
      if (isWhole) sent.end(text);
      else
        sendPieces(text, sent).catch((error: unknown) => {
          reject(new Error('a message cannot be read here', { cause: error }));
          sent.destroy();
        });
    });
  }

  /** An agent for each member trusts that member's roots alone: no member's gateway can pose as another's. */
  #agentOf(member: string): Agent {
    const known = this.#agents.get(member);
    if (known !== undefined) return known;
    const ca = this.settings.roots.of(member);
    const agent = new Agent({ keepAlive: true, ca, ...this.#credential, minVersion: 'TLSv1.3' });
    this.#agents.set(member, agent);
    return agent;
  }
}

/** A message around its body. */
function withBody(head: { id: string; kind: string }, { size, pieces }: JsonPieces): JsonPieces {
  async function* text(): AsyncGenerator<string> {
    yield `${JSON.stringify(head).slice(0, -1)},"body":`;
    yield* pieces;
    yield '}';
  }
  return new JsonPieces(size, text());
}

async function readReply(response: IncomingMessage, largest: number): Promise<Reply> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largest) throw new Error('the answer is too large');
    pieces.push(piece);
  }
  const text = Buffer.concat(pieces).toString();
  const retryAfter = Number(/^\d{1,6}$/.exec(response.headers['retry-after'] ?? '')?.[0] ?? 1);
  return { status: response.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text), retryAfter };
}

function unavailable(member: string, reason: string): LedgerError {
  return new LedgerError('MEMBER_UNAVAILABLE', `${member}: ${reason}`);
}

/** The other gateway speaks the same vocabulary; what it says beyond it is not repeated. */
function refusalOf(member: string, { body, retryAfter }: Reply): LedgerError {
  const problem = problemSchema.safeParse(body);
  const refusal = problem.success ? LedgerError.fromMessage(`${problem.data.code}: ${problem.data.detail}`) : undefined;
  // Its own trouble (500, 503) is, from here, a member that is away.
  if (refusal === undefined || problem.data === undefined || problem.data.status >= 500)
    return unavailable(member, 'its gateway failed');
  return refusal.code === 'TOO_MANY_REQUESTS' ? new TooManyRequests(refusal.detail, retryAfter) : refusal;
}
