/** The app on the outbox port: other members' gateways deliver messages and ask questions here, and nobody else. */
import { X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import express, { type Express, type Request, type Response } from 'express';
import { LedgerError, parse } from '@theriac/domain/ledger';
import type { Logger } from 'pino';
import { z } from 'zod';
import { answerProblem } from '../http/answer-problem';
import { HttpRefusal } from '../http/http-refusal';
import { readJson } from '../http/read-body';
import { notesOf, requestLog } from '../logging/request-log';
import type { Inbox } from '../outbox/inbox';
import type { CallAnswerer } from './member-kinds';
import type { MemberRoots } from './member-roots';

/** What the app is made of. */
export interface MemberAppParts {
  readonly logger: Logger;
  readonly roots: MemberRoots;
  readonly inbox: Inbox;
  readonly answerers: readonly CallAnswerer[];
  /** Bytes of a message or question. */
  readonly bodyLimit: number;
}

const messageSchema = z.strictObject({
  id: z.uuid('must be a UUID'),
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be the name of a kind'),
  body: z.unknown(),
});

/** Builds the app. It expects that TLS has checked the client's certificate against all members' roots. */
export function buildMemberApp({ logger, roots, inbox, answerers, bodyLimit }: MemberAppParts): Express {
  const byKind = new Map(answerers.map((answerer) => [answerer.kind, answerer]));
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(requestLog(logger));
  app.post('/messages', async (request, response) => {
    const sender = senderOf(request, response, roots, '/messages');
    const message = parse(messageSchema, await readJson(request, bodyLimit));
    await inbox.take(sender, message);
    response.status(204).end();
  });
  app.post('/calls/:kind', async (request, response) => {
    const sender = senderOf(request, response, roots, '/calls/{kind}');
    const answerer = byKind.get(request.params.kind);
    if (answerer === undefined) throw new HttpRefusal('ROUTE_NOT_FOUND', 'no call has this name');
    response.json(await answerer.answer(sender, await readJson(request, bodyLimit)));
  });
  app.use(() => {
    throw new HttpRefusal('ROUTE_NOT_FOUND', 'no route has this path');
  });
  app.use(answerProblem(logger));
  return app;
}

function senderOf(request: Request, response: Response, roots: MemberRoots, route: string): string {
  const notes = notesOf(response);
  notes.route = route;
  const raw = request.socket instanceof TLSSocket ? request.socket.getPeerCertificate().raw : undefined;
  const sender = raw instanceof Buffer ? roots.memberOf(new X509Certificate(raw)) : undefined;
  if (sender === undefined) throw new LedgerError('NOT_AUTHENTICATED', 'the TLS certificate is no member’s');
  notes.role = sender;
  return sender;
}
