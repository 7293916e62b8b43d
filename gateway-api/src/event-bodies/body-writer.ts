/**
 * Writes owed bodies when they are sent, as the database holds them: never parsed, and a large one in pieces, since an
 * event of 300,000 packs would else stand in memory several times over.
 */
import { inArray, sql } from 'drizzle-orm';
import { capturedEvents } from '../capture/captures.table';
import type { Database } from '../database';
import { JsonPieces, type MessageWriter } from '../members';
import { OWED_BODIES_MESSAGE, type OwedEventBody } from './owed-bodies.message';

/** Characters that are read at once. PostgreSQL unpacks a whole body for each piece of it, so not too few. */
const PIECE = 1 << 20;

/** The writer of bodies. */
export function eventBodyWriter(db: Database): MessageWriter {
  return {
    kind: OWED_BODIES_MESSAGE.name,
    write: (owed) => {
      const { events } = OWED_BODIES_MESSAGE.body.parse(owed);
      const size = events.reduce((sum, event) => sum + event.size, 0);
      return new JsonPieces(size, textOf(db, events));
    },
  };
}

async function* textOf(db: Database, events: readonly OwedEventBody[]): AsyncGenerator<string> {
  // One is large at most; several together are hardly more than a piece.
  const beginnings = await pieces(
    db,
    events.map(({ number }) => number),
    0,
  );
  let before = '{"events":[';
  for (const { number, proof } of events) {
    yield `${before}{"event":`;
    yield* bodyOf(db, number, beginnings.get(number));
    yield `,"proof":${JSON.stringify(proof)}}`;
    before = ',';
  }
  yield ']}';
}

async function* bodyOf(db: Database, number: number, beginning: string | undefined): AsyncGenerator<string> {
  if (beginning === undefined) throw new Error('an event that is owed is gone');
  let piece = beginning;
  for (let at = PIECE; piece.length >= PIECE; at += PIECE) {
    yield piece;
    piece = (await pieces(db, [number], at)).get(number) ?? '';
  }
  yield piece;
}

/** A piece of each body's JSON, by the events' numbers. */
async function pieces(db: Database, numbers: readonly number[], from: number): Promise<ReadonlyMap<number, string>> {
  const piece = sql<string>`substring(${capturedEvents.body}::text from ${from + 1}::int for ${PIECE}::int)`;
  const rows = await db
    .select({ number: capturedEvents.number, piece })
    .from(capturedEvents)
    .where(inArray(capturedEvents.number, [...numbers]));
  return new Map(rows.map((row) => [row.number, row.piece]));
}
