/** Adds entries at the journal's end: one writer at a time in a database, whichever gateway process it is in. */
import { randomBytes } from 'node:crypto';
import {
  chainEntry,
  type ChainedEntry,
  EMPTY_JOURNAL,
  JOURNAL_LOG,
  type JournalDraft,
  type JournalHead,
  PERSONAL_SALT_BYTES,
} from '@theriac/domain/journal';
import { canonicalJson, type Instant, instantOf } from '@theriac/domain/ledger';
import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../database';
import { nodeDigest } from '../supply/node-digest';
import { journalEntries, journalHead, journalPersonalParts } from './journal.table';

/** An entry, and the salt of its personal part. */
interface SaltedEntry extends ChainedEntry {
  readonly salt: Uint8Array;
}

/**
 * Takes the lock that serialises writers, until the transaction ends. A transaction that appends takes other locks
 * before this one, and appends last: the lock is held until its commit, and everybody's entries wait for it.
 */
export async function lockHead(within: Transaction): Promise<JournalHead & { readonly at: Date; readonly now: Date }> {
  const [locked] = await selectLocked(within);
  if (locked !== undefined) return locked;
  const first = { log: JOURNAL_LOG, ...EMPTY_JOURNAL, at: new Date(0) };
  await within.insert(journalHead).values(first).onConflictDoNothing();
  const [made] = await selectLocked(within);
  if (made === undefined) throw new Error('the journal has no head');
  return made;
}

/** Appends entries, in their order, in one statement for many; they stand with the transaction's commit. */
export async function appendEntries(
  within: Transaction,
  drafts: readonly JournalDraft[],
): Promise<readonly ChainedEntry[]> {
  const last = await lockHead(within);
  const at = instantOf(Math.max(last.at.getTime(), last.now.getTime()));
  const chained: SaltedEntry[] = [];
  let head: JournalHead = last;
  for (const draft of drafts) {
    const salt = randomBytes(PERSONAL_SALT_BYTES);
    const one = chainEntry(nodeDigest, head, draft, { at, salt });
    chained.push({ ...one, salt });
    head = { size: one.entry.sequence, hash: one.hash };
  }
  await write(within, chained, { ...head, at });
  return chained;
}

function selectLocked(within: Transaction) {
  const { size, hash, at } = journalHead;
  return within
    .select({
      ...{ size, hash, at },
      now: sql`clock_timestamp()`.mapWith(at),
      // A commit that is answered before it is on disk could be forgotten after its answer was released.
      durable: sql`case current_setting('synchronous_commit') when 'off'
        then set_config('synchronous_commit', 'on', true) end`,
    })
    .from(journalHead)
    .where(eq(journalHead.log, JOURNAL_LOG))
    .for('update');
}

/** Entries, personal parts and head in one statement: the lock is held for as few round trips as can be. */
async function write(
  within: Transaction,
  chained: readonly SaltedEntry[],
  { size, hash, at }: JournalHead & { readonly at: Instant },
): Promise<void> {
  const personal = chained.flatMap(({ entry: { sequence }, personal: part, salt }) =>
    part === undefined
      ? []
      : [{ sequence, salt: Buffer.from(salt), patient: part.patient ?? null, part: canonicalJson(part) }],
  );
  const entries = {
    sequences: sql.param(chained.map(({ entry }) => entry.sequence)),
    kinds: sql.param(chained.map(({ entry }) => entry.kind)),
    bodies: sql.param(chained.map(({ text }) => text)),
    hashes: sql.param(chained.map((one) => Buffer.from(one.hash))),
  };
  const parts = {
    sequences: sql.param(personal.map(({ sequence }) => sequence)),
    patients: sql.param(personal.map(({ patient }) => patient)),
    salts: sql.param(personal.map(({ salt }) => salt)),
    texts: sql.param(personal.map(({ part }) => part)),
  };
  await within.execute(sql`
    with entries as (
      insert into ${journalEntries} (sequence, kind, at, body, hash)
      select sequence, kind, ${at}::timestamptz, body, hash
      from unnest(${entries.sequences}::bigint[], ${entries.kinds}::text[], ${entries.bodies}::text[], ${entries.hashes}::bytea[])
        as one (sequence, kind, body, hash)
    ), parts as (
      insert into ${journalPersonalParts} (sequence, patient, salt, part)
      select * from unnest(${parts.sequences}::bigint[], ${parts.patients}::text[], ${parts.salts}::bytea[], ${parts.texts}::text[])
    )
    update ${journalHead} set size = ${size}, hash = ${Buffer.from(hash)}, at = ${at}::timestamptz where log = ${JOURNAL_LOG}`);
}
