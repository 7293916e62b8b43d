/** Sends a request's body, each piece once the one before it is on its way. */
import type { ClientRequest } from 'node:http';
import type { JsonPieces } from './json-pieces';

/** Resolves also when the connection is lost, of which the request itself tells. Rejects when a piece cannot be read. */
export async function sendPieces({ pieces }: JsonPieces, sent: ClientRequest): Promise<void> {
  const closed = new Promise<'closed'>((resolve) => {
    sent.once('close', () => {
      resolve('closed');
    });
  });
  for await (const piece of pieces) {
    if (sent.destroyed) return;
    const drained = new Promise<void>((resolve) => {
      if (sent.write(piece)) resolve();
      else sent.once('drain', resolve);
    });
    if ((await Promise.race([drained, closed])) === 'closed') return;
  }
  sent.end();
}
