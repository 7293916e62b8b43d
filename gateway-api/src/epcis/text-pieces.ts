/** From a stream of bytes to pieces of text, in turns with other requests, within a size. */
import { setImmediate } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import type { EpcisLimits } from './epcis-limits';
import { DocumentRefusal } from './read-item';

/** Small enough that parsing one takes a millisecond or two. */
const PIECE = 64 * 1024;

/** Yields the text of a stream of UTF-8. After each `turn` of work the event loop runs. */
export async function* textPieces(
  stream: AsyncIterable<Uint8Array>,
  limits: Pick<EpcisLimits, 'bytes' | 'turn'>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  let since = performance.now();
  for await (const chunk of undestroyed(stream)) {
    if (bytes === 0) refuseOtherEncodings(chunk);
    bytes += chunk.length;
    if (bytes > limits.bytes) throw new DocumentRefusal('(document)', `must have at most ${limits.bytes} bytes`);
    for (let at = 0; at < chunk.length; at += PIECE) {
      yield decode(decoder, chunk.subarray(at, at + PIECE), bytes);
      if (performance.now() - since >= limits.turn) {
        await setImmediate();
        since = performance.now();
      }
    }
  }
  yield decode(decoder, undefined, bytes);
}

/** A request that is refused half way must still be answered: leaving a `for await` would destroy its socket. */
async function* undestroyed(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const kept = stream as { iterator?: (options: { destroyOnReturn: boolean }) => AsyncIterable<Uint8Array> };
  try {
    yield* kept.iterator?.({ destroyOnReturn: false }) ?? stream;
  } catch (error) {
    if (error instanceof DocumentRefusal) throw error;
    throw new DocumentRefusal('(document)', 'broke off before its end');
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, upTo: number): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new DocumentRefusal(`(within the first ${upTo} bytes)`, 'must be UTF-8');
  }
}

function refuseOtherEncodings([first, second]: Uint8Array): void {
  const isMarked = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
  if (isMarked || first === 0 || second === 0)
    throw new DocumentRefusal('(document)', 'must be UTF-8, not UTF-16 or UTF-32');
}
