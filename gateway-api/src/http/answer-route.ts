/** From a request to a route's answer: caller, media types, parameters, body, idempotency, handler. */
import type { Request, Response } from 'express';
import type { Scope } from '@theriac/domain/access';
import { ERROR_CODES, LedgerError, parse } from '@theriac/domain/ledger';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CallerSource, Identified } from '../caller/caller-source';
import { type Idempotency, type KeptAnswer, parseIdempotencyKey } from '../idempotency';
import { requestIdOf } from '../logging/request-log';
import type { UploadStore } from '../uploads';
import { identifiedIn } from './admission';
import { refuseHostileText } from './hostile-text';
import { HttpRefusal } from './http-refusal';
import { problemOf } from './problem';
import { limited, readJson, refuseMediaType } from './read-body';
import { type Answer, type Call, isUpload, type Route } from './route';

/** What every route needs. */
export interface RouteServices {
  readonly callers: CallerSource;
  readonly idempotency: Idempotency;
  readonly uploads: UploadStore;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly uploadLimit: number;
}

/** The parameters of a route that takes none. */
const NOTHING = z.strictObject({});

/** Answers a request by its route. What it throws becomes a problem elsewhere. */
export async function answerRoute(
  route: Route,
  services: RouteServices,
  request: Request,
  response: Response,
): Promise<void> {
  const identified = identifiedIn(response);
  const { caller } = identified;
  requireScope(route, identified);
  route.shape.guard?.(caller);
  await route.shape.limit?.(caller);
  if (route.shape.withoutKey === undefined) await identified.signIn();
  const accepted = acceptedType(route, request);
  const key = isCommand(route) ? parseIdempotencyKey(request.get('Idempotency-Key')) : undefined;
  const call = { ...(await parseCall(route, services, request, response, identified)), accepted };
  if (key === undefined) {
    send(response, await route.handle({ ...call, reference: randomUUID() }));
    return;
  }
  const { params, query } = call;
  const command = {
    person: caller.person,
    route: nameOf(route),
    key,
    content: { params, query, body: contentOf(call) },
  };
  let isHandled = false;
  const outcome = await services.idempotency
    .once(command, (reference) => {
      isHandled = true;
      return settle(route, { ...call, reference }, request);
    })
    // The handler disposes of a document; one that no handler saw was sent in vain.
    .finally(() => (isHandled ? undefined : discardUpload(services, call.body)));
  if (outcome.replayed) response.setHeader('Idempotency-Replayed', 'true');
  send(response, outcome.answer);
}

/** Such as `POST /v1/lots`. */
export function nameOf({ shape }: Route): string {
  return `${shape.method.toUpperCase()} ${shape.path}`;
}

/** Whether a route changes something, so that it takes an Idempotency-Key. */
export function isCommand({ shape }: Route): boolean {
  return shape.method === 'post' && shape.changesNothing === undefined;
}

/** The scope that a route takes. */
export function scopeOf(route: Route): Scope {
  return route.shape.scope ?? (isCommand(route) ? 'ledger:write' : 'ledger:read');
}

function requireScope(route: Route, { scopes }: Identified): void {
  const scope = scopeOf(route);
  if (!scopes.has(scope)) throw new LedgerError('SCOPE_MISSING', `this takes a token with the scope ${scope}`);
}

async function parseCall(
  route: Route,
  services: RouteServices,
  request: Request,
  response: Response,
  { caller, scopes }: Identified,
): Promise<Omit<Call, 'reference' | 'accepted'>> {
  const { shape } = route;
  refuseHostileText(request.params, 'path');
  refuseHostileText({ ...request.query }, 'query');
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return {
    ...{ caller, scopes },
    params: parse(shape.params ?? NOTHING, { ...request.params }),
    query: parse(shape.query ?? NOTHING, { ...request.query }),
    body: await readBody(route, services, request),
    headers: request.headers,
    signal: gone.signal,
  };
}

async function readBody({ shape: { body } }: Route, services: RouteServices, request: Request): Promise<unknown> {
  if (body === undefined) {
    const isEmpty =
      request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0;
    if (!isEmpty)
      throw new HttpRefusal('BAD_REQUEST', 'this route takes no body', [{ field: '(body)', rule: 'must be empty' }]);
    return undefined;
  }
  if (!isUpload(body)) return parse(body, await readJson(request, services.bodyLimit));
  refuseMediaType(request, body.mediaTypes);
  const limit = Math.min(body.limit ?? services.uploadLimit, services.uploadLimit);
  const mediaType = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return services.uploads.store(mediaType, limited(request, limit));
}

/** What makes two bodies the same: a document's hash, not the id that this upload of it got. */
function contentOf({ body }: Pick<Call, 'body'>): unknown {
  if (typeof body === 'object' && body !== null && 'hash' in body && body.hash instanceof Uint8Array)
    return { hash: Buffer.from(body.hash).toString('hex') };
  return body ?? null;
}

async function discardUpload({ uploads }: RouteServices, body: unknown): Promise<void> {
  if (typeof body === 'object' && body !== null && 'hash' in body && 'id' in body && typeof body.id === 'string')
    await uploads.remove(body.id);
}

/** A refusal that stands for good is an answer like any other: repeated, not decided again. */
async function settle(route: Route, call: Call, request: Request): Promise<KeptAnswer> {
  try {
    const { status, headers = {}, body } = await route.handle(call);
    return { status, headers, body };
  } catch (error) {
    if (!(error instanceof LedgerError) || ERROR_CODES[error.code].retryable || error.row.kind === 'broken')
      throw error;
    const { problem, headers } = problemOf(error, requestIdOf(request));
    return {
      status: problem.status,
      headers: { ...headers, 'Content-Type': 'application/problem+json' },
      body: route.shape.dressProblem?.(problem) ?? problem,
    };
  }
}

function acceptedType({ shape }: Route, request: Request): string {
  const offered = Object.values(shape.answers).flatMap(({ schema, mediaType = 'application/json', documents = [] }) =>
    schema === undefined ? documents : mediaType,
  );
  if (offered.length === 0) return 'application/json';
  const accepted = request.accepts([...new Set(offered)]);
  if (accepted !== false) return accepted;
  throw new HttpRefusal('NOT_ACCEPTABLE', `this route answers ${[...new Set(offered)].join(' or ')}`);
}

function send(response: Response, { status, headers = {}, body, bytes }: Answer): void {
  response.status(status).set({ ...headers });
  if (bytes !== undefined) response.send(Buffer.from(bytes));
  else if (body === undefined || body === null) response.end();
  else response.send(Buffer.from(JSON.stringify(body)));
}
