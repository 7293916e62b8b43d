/** A user's program: sends a request until it is answered, a command always under the same Idempotency-Key. */
import { setTimeout as pause } from 'node:timers/promises';
import { portsIn } from '@theriac/network';
import type { z } from 'zod';
import { NetworkTokens } from '../../scripts/network/network-tokens';
import { PLACE } from '../network/native-network.fixture';
import type { Book } from './book';

/** Longer than anything that a single death may hold up. */
const PATIENCE_MS = 90_000;
const ATTEMPT_MS = 20_000;
const PAUSE_MS = 250;
const BUSY = 429;
const UNAVAILABLE = 503;

/** A request by one of the demo people at their organisation's gateway. */
export interface Asking {
  readonly at: string;
  readonly as: string;
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly csv?: string;
  /** GET without content and POST with it, unless it is said. */
  readonly method?: 'POST';
  /** The Idempotency-Key of a command. */
  readonly key?: string;
  /** A refusal that stands only until what another member did has arrived: then the command is sent under another key. */
  readonly unlessArrived?: string;
}

/** A gateway's answer contradicts what must hold: no retry may hide it. */
export class Violation extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Violation';
  }
}

interface Received {
  readonly status: number;
  readonly text: string;
}

/** Asks gateways, patiently. */
export class PatientUser {
  constructor(private readonly book: Pick<Book, 'addSetback'>) {}

  /**
   * The answer's body, sent again after a lost connection, a busy answer and an error of the server's.
   *
   * @throws Violation when the gateway refuses what it must not refuse, or never answers
   */
  async ask<T>(asking: Asking, schema: z.ZodType<T>): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    let early = 0;
    for (;;) {
      const key = asking.key !== undefined && early > 0 ? `${asking.key}-${early}` : asking.key;
      const setback = await send({ ...asking, ...(key !== undefined && { key }) }).then(
        (received) => setbackOf(received) ?? earlyOf(asking, received) ?? received,
        (error: unknown) => `no answer (${reasonOf(error)})`,
      );
      if (typeof setback !== 'string') return schema.parse(accepted(asking, setback));
      if (setback === asking.unlessArrived) early += 1;
      this.book.addSetback(`${asking.at}: ${setback}`);
      if (Date.now() > end) throw new Violation(`${told(asking)}: unanswered for ${PATIENCE_MS / 1000} s: ${setback}`);
      await pause(PAUSE_MS);
    }
  }
}

const tokens = new NetworkTokens(PLACE);

async function send({ at, as, path, body, csv, key, method }: Asking): Promise<Received> {
  const content = csv ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(`http://localhost:${portsIn(PLACE, at).gateway}${path}`, {
    method: method ?? (content === undefined ? 'GET' : 'POST'),
    headers: {
      ...(await tokens.headerOf(at, as)),
      ...(content === undefined ? {} : { 'Content-Type': csv === undefined ? 'application/json' : 'text/csv' }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    },
    ...(content === undefined ? {} : { body: content }),
    signal: AbortSignal.timeout(ATTEMPT_MS),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Why an answer is none yet. A 500 is one: whatever is killed, nothing may be unforeseen. */
function setbackOf({ status, text }: Received): string | undefined {
  const code = codeOf(text);
  const mayPass = status === BUSY || status === UNAVAILABLE || code === 'IDEMPOTENCY_KEY_IN_FLIGHT';
  return mayPass ? `${status} ${code ?? text.slice(0, 100)}` : undefined;
}

function earlyOf({ unlessArrived }: Asking, { text }: Received): string | undefined {
  return unlessArrived !== undefined && codeOf(text) === unlessArrived ? unlessArrived : undefined;
}

function accepted(asking: Asking, { status, text }: Received): unknown {
  if (status >= 400) throw new Violation(`${told(asking)}: ${status} ${text}`);
  return JSON.parse(text);
}

function told({ at, path, key }: Asking): string {
  return `${at} ${path}${key === undefined ? '' : ` under ${key}`}`;
}

function codeOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { code?: string }).code;
  } catch {
    return undefined;
  }
}

/** `fetch` says only that it failed; its cause says how. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } };
  return cause?.code ?? (error instanceof Error ? error.name : String(error));
}
