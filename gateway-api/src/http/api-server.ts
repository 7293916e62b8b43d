/** The API's server: bounded headers and connections, and refusals before HTTP is understood are problems too. */
import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import type { TlsCredential } from '../certificates/tls-files';
import { HttpRefusal } from './http-refusal';
import { problemOf } from './problem';

/** Bytes: an oversized token reaches the gate and gets its 401. */
export const MOST_HEADER_BYTES = 64 << 10;
const BOUNDS = { maxHeaderSize: MOST_HEADER_BYTES };

/** What callers' TLS is ended with; TLS 1.1 and older were withdrawn by RFC 8996. */
export function apiTls(credential: TlsCredential): TlsCredential & { readonly minVersion: 'TLSv1.2' } {
  return { ...credential, minVersion: 'TLSv1.2' };
}

/** Plain HTTP, for a proxy or on loopback. @param connections open at once at most */
export function httpApi(app: Express, connections: number): Server {
  return bounded(createHttpServer(BOUNDS, app), connections);
}

/** HTTPS. Its credential is changed by `setSecureContext(apiTls(…))`. */
export function httpsApi(app: Express, connections: number, credential: TlsCredential): HttpsServer {
  return bounded(createHttpsServer({ ...BOUNDS, ...apiTls(credential) }, app), connections);
}

function bounded<S extends Server | HttpsServer>(server: S, connections: number): S {
  server.maxConnections = connections;
  server.on('clientError', refuse);
  return server;
}

function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  // As Node's own handler: nothing is written into an answer that has begun.
  const { _httpMessage: begun } = socket as Duplex & { _httpMessage?: ServerResponse };
  if (error.code === 'ECONNRESET' || !socket.writable || begun?.headersSent === true) {
    socket.destroy();
    return;
  }
  const { problem } = problemOf(refusalOf(error), randomBytes(12).toString('hex'));
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function refusalOf({ code }: NodeJS.ErrnoException): HttpRefusal {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new HttpRefusal('HEADERS_TOO_LARGE', `the headers must not be larger than ${MOST_HEADER_BYTES} bytes`);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HttpRefusal('REQUEST_TOO_SLOW', 'the request took too long');
  return new HttpRefusal('BAD_REQUEST', 'this is no request of HTTP/1.1');
}
