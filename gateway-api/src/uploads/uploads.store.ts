/** Keeps uploaded documents in pieces, so that the work on one can begin again after a crash, in bounded memory. */
import { createHash, randomBytes } from 'node:crypto';
import { and, asc, eq, gt, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import type { Database, Executor } from '../database';
import { jobs } from '../jobs/jobs.table';
import { uploadPieces, uploads } from './uploads.table';

/** A document that was stored to its end. */
export interface Upload {
  readonly id: string;
  /** Without parameters, such as `text/csv`. */
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the whole. */
  readonly hash: Uint8Array;
}

/** Large enough that the number of writes does not matter, small enough that memory does not. */
const PIECE = 1 << 20;

/** An upload that takes longer was broken off. */
const LONGEST_UPLOAD = '1 hour';
/** The request that stored a document works on it for minutes at most; what is left much later, its process left behind. */
const LONGEST_WORK = '1 day';

/** The store of uploads. */
export class UploadStore {
  constructor(private readonly db: Database) {}

  /** Stores a document while it arrives. Broken off, it leaves an unfinished row that {@link sweep} removes. */
  async store(mediaType: string, source: AsyncIterable<Uint8Array>): Promise<Upload> {
    const id = randomBytes(16).toString('hex');
    await this.db.insert(uploads).values({ id, mediaType });
    const digest = createHash('sha256');
    let size = 0;
    let number = 0;
    for await (const bytes of inPieces(source)) {
      digest.update(bytes);
      size += bytes.length;
      await this.db.insert(uploadPieces).values({ upload: id, number, bytes });
      number += 1;
    }
    const hash = new Uint8Array(digest.digest());
    await this.db
      .update(uploads)
      .set({ size, hash, storedAt: sql`now()` })
      .where(eq(uploads.id, id));
    return { id, mediaType, size, hash };
  }

  /** A stored document; undefined when it was removed or never ended. */
  async find(id: string): Promise<Upload | undefined> {
    const [row] = await this.db.select().from(uploads).where(eq(uploads.id, id));
    if (row === undefined || row.hash === null) return undefined;
    return { id, mediaType: row.mediaType, size: row.size, hash: row.hash };
  }

  /** The document's bytes, from its beginning, one piece in memory at a time. */
  async *read(id: string): AsyncGenerator<Uint8Array> {
    let last = -1;
    for (;;) {
      const [piece] = await this.db
        .select()
        .from(uploadPieces)
        .where(and(eq(uploadPieces.upload, id), gt(uploadPieces.number, last)))
        .orderBy(asc(uploadPieces.number))
        .limit(1);
      if (piece === undefined) return;
      yield piece.bytes;
      last = piece.number;
    }
  }

  /** Removes a document; inside the transaction that ends the work on it. */
  async remove(id: string, within: Executor = this.db): Promise<void> {
    await within.delete(uploads).where(eq(uploads.id, id));
  }

  /** Removes uploads that were broken off, and documents whose process ended before anything else knew of them. */
  async sweep(): Promise<void> {
    const isBrokenOff = and(isNull(uploads.storedAt), lt(uploads.createdAt, ago(LONGEST_UPLOAD)));
    const isLeft = and(lt(uploads.storedAt, ago(LONGEST_WORK)), notExists(this.#workOnIt()));
    await this.db.delete(uploads).where(or(isBrokenOff, isLeft));
  }

  /** Jobs that are not at their end and have the document's id, 32 random hexadecimal digits, in their input. */
  #workOnIt() {
    return this.db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(inArray(jobs.state, ['queued', 'running']), sql`position(${uploads.id} in ${jobs.input}::text) > 0`));
  }
}

function ago(interval: string) {
  return sql`now() - ${interval}::interval`;
}

async function* inPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let kept: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of source) {
    kept.push(bytes);
    size += bytes.length;
    if (size < PIECE) continue;
    yield Buffer.concat(kept);
    kept = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(kept);
}
