/** Keeps one-time codes: handed out, claimed by one patient, used up. */
import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { type Database, fromNow } from '../../database';
import { CODE_LIFE_MS, digestOfCode, drawLinkCode, isDigestOf } from './link-code';
import { linkCodes } from './link-codes.table';

/** Claimed codes are kept so long for who resumes; milliseconds. */
const KEPT_MS = 24 * 3_600_000;

/** A code that was just handed out. */
export interface HandedOut {
  readonly code: string;
  readonly expiresAt: Date;
}

/** Who uses a code. */
export interface CodeUse {
  readonly patient: string;
  readonly reference: string;
}

/** A link that was made: by which transaction is unknown after some deaths. */
export interface Linked {
  readonly changedAt: string;
  readonly transactionId?: string;
}

/** A code that a patient uses. */
export interface ClaimedCode {
  readonly id: string;
  readonly recordNumber: string;
  readonly linkSalt: string;
  /** Whether the patient had it already, so that a link may have come of it. */
  readonly isResumed: boolean;
  /** What came of it, when the same command used it up before. */
  readonly linked: Linked | undefined;
}

interface FoundCode {
  readonly id: string;
  readonly patient: string | null;
}

/** The store of codes. */
export class LinkCodeStore {
  constructor(
    private readonly db: Database,
    private readonly secret: Uint8Array,
  ) {}

  /** Draws a code for a record. */
  async handOut(recordNumber: string, handedOutBy: string): Promise<HandedOut> {
    const [code, salt] = [drawLinkCode(), randomBytes(16)];
    const [row] = await this.db
      .insert(linkCodes)
      .values({
        ...{ id: randomBytes(16).toString('hex'), recordNumber, handedOutBy, salt },
        digest: digestOfCode(this.secret, salt, code),
        expiresAt: fromNow(CODE_LIFE_MS),
      })
      .returning({ expiresAt: linkCodes.expiresAt });
    if (row === undefined) throw new Error('an insert returned no row');
    return { code, expiresAt: row.expiresAt };
  }

  /**
   * Takes a code for one patient: from now on nobody else can use it. The same patient goes on with it after a crash, and
   * the same command learns what came of it. Undefined when there is no such code.
   */
  async claim(code: string, { patient, reference }: CodeUse): Promise<ClaimedCode | undefined> {
    const found = await this.#find(code);
    if (found === undefined) return undefined;
    const isOpen = and(isNull(linkCodes.patient), gt(linkCodes.expiresAt, sql`now()`));
    const isResumed = and(eq(linkCodes.patient, patient), isNull(linkCodes.linkedAt));
    const isRepeated = and(eq(linkCodes.patient, patient), eq(linkCodes.reference, reference));
    const [row] = await this.db
      .update(linkCodes)
      .set({
        ...{ patient, reference },
        linkSalt: sql`coalesce(${linkCodes.linkSalt}, ${randomBytes(16).toString('hex')})`,
      })
      .where(and(eq(linkCodes.id, found.id), or(isOpen, isResumed, isRepeated)))
      .returning();
    if (row === undefined || row.linkSalt === null) return undefined;
    const { id, recordNumber, linkSalt, transactionId, linkedAt: changedAt } = row;
    const made = { ...(transactionId !== null && { transactionId }) };
    const linked = changedAt === null ? undefined : { changedAt, ...made };
    return { id, recordNumber, linkSalt, isResumed: found.patient !== null, linked };
  }

  /** Lets another patient use it: nothing came of it. */
  async release(id: string): Promise<void> {
    const set = { patient: null, reference: null, linkSalt: null };
    await this.db
      .update(linkCodes)
      .set(set)
      .where(and(eq(linkCodes.id, id), isNull(linkCodes.linkedAt)));
  }

  /** Uses it up. */
  async useUp(id: string, { transactionId, changedAt }: Linked): Promise<void> {
    await this.db
      .update(linkCodes)
      .set({ transactionId: transactionId ?? null, linkedAt: changedAt })
      .where(eq(linkCodes.id, id));
  }

  /** Forgets those that nobody goes on with any more. */
  async sweep(): Promise<void> {
    await this.db.delete(linkCodes).where(lt(linkCodes.expiresAt, fromNow(-KEPT_MS)));
  }

  /** The codes of a day are some hundreds: each is compared by its own salt. */
  async #find(code: string): Promise<FoundCode | undefined> {
    const { id, salt, digest, patient } = linkCodes;
    const rows = await this.db.select({ id, salt, digest, patient }).from(linkCodes);
    return rows.find((row) => isDigestOf(row.digest, this.secret, row.salt, code));
  }
}
