/** From a request to a route's answer: caller, media types, parameters, body, idempotency, handler. */
import type { Request, Response } from 'express';
import type { Scope } from '@theriac/domain/access';
import { ERROR_CODES, LedgerError, parse } from '@theriac/domain/ledger';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from '../caller/caller';
import { accountOf, type CallerSource, type Identified } from '../caller/caller-source';
import { type Idempotency, type KeptAnswer, parseIdempotencyKey } from '../idempotency';
import type { Signings } from '../signings';
import type { UploadStore } from '../uploads';
import { identifiedIn } from './admission';
import { failureAnswer } from './failure-answer';
import { refuseHostileText } from './hostile-text';
import { HttpRefusal } from './http-refusal';
import { limited, readJson, refuseMediaType } from './read-body';
import { type Answer, type Call, isUpload, type Route } from './route';

/** What every route needs. */
export interface RouteServices {
  readonly callers: CallerSource;
  readonly idempotency: Idempotency;
  readonly uploads: UploadStore;
  /** Operations whose callers sign with keys of their own. */
  readonly signings: Signings;
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
  requireOwnPeople(route, identified);
  requireScope(route, identified);
  route.shape.guard?.(caller);
  await route.shape.limit?.(caller);
  const accepted = acceptedType(route, request);
  const certificate = ownCertificate(route, services, request, caller);
  // For who keeps their own key, and for what signs nothing, the gateway makes none.
  if (certificate === undefined && route.shape.ownKey !== 'unused') await signIn(route, identified);
  const key = isCommand(route) ? keyOf(identified, request) : undefined;
  const call = { ...(await parseCall(route, services, request, response, identified)), accepted };
  if (certificate === undefined) {
    send(response, await answerCall(route, services, call, key, request));
    return;
  }
  const signer = { caller, account: accountOf(identified), certificate, scope: scopeOf(route) };
  const answer = await services.signings.start(signer, (caller, signal) =>
    answerCall(route, services, { ...call, caller, signal }, key, request).catch((error: unknown) =>
      failureAnswer(route, error, request),
    ),
  );
  send(response, answer);
}

/** The certificate of a caller who signs themself. */
function ownCertificate({ shape }: Route, { signings }: RouteServices, { headers }: Request, caller: Caller) {
  if (shape.ownKey === 'unused') return undefined;
  const certificate = signings.certificateOf(headers, caller);
  if (certificate !== undefined && (shape.ownKey === 'refused' || shape.ownKey === 'later'))
    throw new LedgerError('GATEWAY_KEY_NEEDED', 'what this begins goes on after the request');
  return certificate;
}

/** Who need not be certified to be answered is not told of a failure: what waits goes on at their next call. */
async function signIn({ shape }: Route, identified: Identified): Promise<void> {
  const signedIn = identified.signIn();
  if (shape.ownKey === 'later') signedIn.catch(() => undefined);
  else await signedIn;
}

/** An Idempotency-Key, and whose it is. */
interface CallersKey {
  readonly person: string;
  readonly key: string;
}

/** Another organisation could give its people the names of ours. */
function keyOf({ caller, foreignAccount }: Identified, request: Request): CallersKey | undefined {
  const key = parseIdempotencyKey(request.get('Idempotency-Key'));
  if (key === undefined) return undefined;
  return { person: foreignAccount ?? caller.person, key };
}

/** Handles a call, once for its Idempotency-Key. */
async function answerCall(
  route: Route,
  services: RouteServices,
  call: Omit<Call, 'reference'>,
  key: CallersKey | undefined,
  request: Request,
): Promise<Answer> {
  if (key === undefined) return route.handle({ ...call, reference: randomUUID() });
  const { caller, params, query } = call;
  const command = {
    ...key,
    route: nameOf(route),
    // What a person does at another site, or in another role, is another command.
    content: { role: caller.role, site: caller.site ?? null, params, query, body: contentOf(call) },
  };
  let isHandled = false;
  const outcome = await services.idempotency
    .once(command, (reference) => {
      isHandled = true;
      return settle(route, { ...call, reference }, request);
    })
    // The handler disposes of a document; one that no handler saw was sent in vain.
    .finally(() => (isHandled ? undefined : discardUpload(services, call.body)));
  const { answer, replayed } = outcome;
  return replayed ? { ...answer, headers: { ...answer.headers, 'Idempotency-Replayed': 'true' } } : answer;
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

/** What is not marked for them is closed to the people of other organisations. */
function requireOwnPeople({ shape }: Route, { foreignAccount }: Identified): void {
  if (foreignAccount !== undefined && shape.foreignPatients === undefined)
    throw new LedgerError('NOT_PERMITTED', 'this is for the people of this organisation');
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
  identified: Identified,
): Promise<Omit<Call, 'reference' | 'accepted'>> {
  const { shape } = route;
  const { caller, scopes } = identified;
  refuseHostileText(request.params, 'path');
  refuseHostileText({ ...request.query }, 'query');
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return {
    ...{ caller, account: accountOf(identified), scopes },
    params: parse(shape.params ?? NOTHING, { ...request.params }),
    query: parse(shape.query ?? NOTHING, { ...request.query }),
    body: await readBody(route, services, request),
    headers: request.headers,
    signal: gone.signal,
  };
}

async function readBody(
  { shape: { body, jsonTypes } }: Route,
  services: RouteServices,
  request: Request,
): Promise<unknown> {
  if (body === undefined) {
    const isEmpty =
      request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0;
    if (!isEmpty)
      throw new HttpRefusal('BAD_REQUEST', 'this route takes no body', [{ field: '(body)', rule: 'must be empty' }]);
    return undefined;
  }
  if (!isUpload(body)) return parse(body, await readJson(request, services.bodyLimit, jsonTypes));
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
    return failureAnswer(route, error, request);
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
