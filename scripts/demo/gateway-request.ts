/** Requests to a gateway, as a person with curl would send them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { NetworkPlace } from '@theriac/network';
import { z } from 'zod';
import { gatewayAddress } from '../network/gateway-address';
import { NetworkTokens } from '../network/network-tokens';

/** A request by one of the demo people at their organisation's gateway. */
export interface DemoRequest {
  /** The member whose gateway it goes to, such as `pharmacy`. */
  readonly at: string;
  /** A demo person's name, such as `pharmacist`. */
  readonly as: string;
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly file?: { readonly content: string; readonly type: string };
  /** A command that needs neither. */
  readonly isCommand?: boolean;
}

/** An answer with its body parsed. */
export interface DemoAnswer<T> {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: T;
}

const problemSchema = z.object({ code: z.string(), detail: z.string() });

/** Sends requests to the gateways of a network. */
export class GatewayRequests {
  readonly #tokens: NetworkTokens;

  constructor(private readonly place: NetworkPlace) {
    this.#tokens = new NetworkTokens(place);
  }

  /**
   * Sends a request: a GET, or a POST when it has a body or a file, or is a command.
   *
   * @throws Error with the problem that the gateway answered, or that it does not run
   */
  async send<T>(request: DemoRequest, schema: z.ZodType<T>): Promise<DemoAnswer<T>> {
    const { at, as, path } = request;
    const caller = await this.#tokens.headerOf(at, as);
    const url = gatewayAddress(this.place, at) + path;
    const response = await fetch(url, contentOf(request, caller)).catch(() => {
      throw new Error(`the ${at}'s gateway does not answer at ${url}: is the network started (npm start)?`);
    });
    const text = await response.text();
    if (!response.ok) throw new RefusedRequest(at, path.split('?')[0] ?? path, response.status, reasonOf(text));
    const body = schema.parse(text === '' ? undefined : JSON.parse(text));
    return { status: response.status, location: response.headers.get('location') ?? undefined, body };
  }
}

/** A gateway said no. */
export class RefusedRequest extends Error {
  constructor(
    at: string,
    path: string,
    readonly status: number,
    /** Code and detail of the problem. */
    readonly reason: string,
  ) {
    super(`${at} answered ${status} to ${path}: ${reason}`);
    this.name = 'RefusedRequest';
  }
}

/** Why a request is refused. @throws Error when it is not, or fails otherwise */
export async function refusalOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    if (error instanceof RefusedRequest) return error.reason;
    throw error;
  }
  throw new Error('a request was carried out that had to be refused');
}

function contentOf({ body, file, isCommand = false }: DemoRequest, caller: { Authorization: string }): RequestInit {
  if (isCommand) return { method: 'POST', headers: caller };
  if (file !== undefined)
    return { method: 'POST', headers: { ...caller, 'Content-Type': file.type }, body: file.content };
  if (body === undefined) return { method: 'GET', headers: caller };
  return { method: 'POST', headers: { ...caller, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** The problem's code and detail; the text itself when it is none. */
function reasonOf(text: string): string {
  try {
    const { code, detail } = problemSchema.parse(JSON.parse(text));
    return `${code}: ${detail}`;
  } catch {
    return text;
  }
}

/** How long to ask, and how often, in milliseconds. */
export interface Patience {
  readonly withinMs: number;
  readonly everyMs: number;
}

/** How long a part of the journey may take to reach everybody. */
const OF_A_JOURNEY: Patience = { withinMs: 30_000, everyMs: 100 };

/**
 * Asks until the answer is as awaited.
 *
 * @throws Error saying what was awaited, when it does not come in time
 */
export async function until<T>(
  awaited: string,
  ask: () => Promise<T>,
  isThere: (answer: T) => boolean,
  { withinMs, everyMs }: Patience = OF_A_JOURNEY,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > end) throw new Error(`${awaited} did not come within ${withinMs / 1000} s`);
    await pause(everyMs);
  }
}
