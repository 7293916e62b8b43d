/** Reads the body of a request: bounded, uncompressed, in UTF-8, of the media type that its route takes. */
import type { Request } from 'express';
import { invalidInput } from '@theriac/domain/ledger';
import { HttpRefusal } from './http-refusal';
import { refuseHostileText } from './hostile-text';

/**
 * Reads a JSON body.
 *
 * @param limit bytes
 * @param types the media types that are taken
 * @throws HttpRefusal 413, 415; LedgerError INVALID_INPUT when it is not JSON in UTF-8
 */
export async function readJson(
  request: Request,
  limit: number,
  types: readonly string[] = ['application/json'],
): Promise<unknown> {
  refuseMediaType(request, types);
  const text = decode(await readBytes(request, limit));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidInput([{ field: '(body)', rule: 'must be JSON' }]);
  }
  refuseHostileText(value);
  return value;
}

/** @throws HttpRefusal 415 unless the body is of one of these media types, in UTF-8, and not compressed */
export function refuseMediaType(request: Request, mediaTypes: readonly string[]): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  if (!mediaTypes.includes(type.trim()))
    throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE', `the body must be ${mediaTypes.join(' or ')}`);
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  if (charset !== undefined && !/^charset="?(?:utf-8|us-ascii)"?$/.test(charset))
    throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE', 'the body must be in UTF-8');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  // A compressed body could be a thousand times what its length says.
  if (encoding !== 'identity') throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE', 'the body must not be compressed');
}

/** @throws HttpRefusal 413 as soon as the length, told or counted, passes the limit */
export async function* limited(request: Request, limit: number): AsyncGenerator<Buffer> {
  const tooLarge = (): HttpRefusal =>
    // The rest of the body is not read, so the connection cannot be used again.
    new HttpRefusal('BODY_TOO_LARGE', `the body must not be larger than ${limit} bytes`, [], { Connection: 'close' });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  let size = 0;
  // Leaving the loop early would destroy the socket before the refusal is sent.
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > limit) throw tooLarge();
      yield piece;
    }
  } catch (error) {
    if (!request.readableAborted) throw error;
    throw new HttpRefusal('BAD_REQUEST', 'the connection ended before the body did');
  }
}

async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of limited(request, limit)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidInput([{ field: '(body)', rule: 'must be UTF-8' }]);
  }
}
