/** Whether a stored entry is the one that follows: the step of every verification, and what it finds wrong. */
import type { ZodType } from 'zod';
import { canonicalJson, compareBytes, type Digest } from '../ledger';
import { entryHash, type JournalHead } from './chain';
import { type JournalEntry, journalEntrySchema, personalPartSchema } from './entry.schema';
import { commitPersonalPart } from './personal-part';

/** An entry as a database holds it. */
export interface StoredEntry {
  readonly sequence: number;
  /** As the columns say it, by which lists find the entry. */
  readonly at: string;
  readonly kind: string;
  readonly text: string;
  readonly hash: Uint8Array;
  /** Undefined when it was erased, or never was there. */
  readonly personal: StoredPersonalPart | undefined;
}

/** A personal part as a database holds it. */
export interface StoredPersonalPart {
  readonly salt: Uint8Array;
  /** The canonical JSON. */
  readonly text: string;
  /** As the column says it, by which lists find the patient. */
  readonly patient: string | undefined;
}

/** What is wrong with a journal, and where it is first seen. */
export interface JournalFault {
  readonly kind: 'altered' | 'missing' | 'reordered';
  readonly sequence: number;
  /** As the database says it; undefined of an entry that is not there. */
  readonly at: string | undefined;
  /** A sentence without values of the entry. */
  readonly detail: string;
}

/** An entry that is right. */
export interface CheckedEntry {
  readonly head: JournalHead;
  readonly entry: JournalEntry;
  /** It had a personal part, which was erased. */
  readonly isErased: boolean;
}

/** Checks that an entry follows a head. */
export function checkEntry(digest: Digest, head: JournalHead, stored: StoredEntry): CheckedEntry | JournalFault {
  const { sequence, at } = stored;
  const expected = head.size + 1;
  if (sequence > expected) return { kind: 'missing', sequence: expected, at: undefined, detail: 'it is not there' };
  const faulty = (kind: JournalFault['kind'], detail: string): JournalFault => ({ kind, sequence, at, detail });
  if (sequence < expected) return faulty('reordered', 'its number stands twice');
  const entry = parsed(journalEntrySchema, stored.text);
  if (entry !== undefined && entry.sequence !== sequence)
    return faulty('reordered', `in its place stands what was written as entry ${entry.sequence}`);
  const hash = entryHash(digest, head.hash, stored.text);
  if (entry === undefined || compareBytes(hash, stored.hash) !== 0)
    return faulty('altered', 'its hash does not follow from it and the entry before');
  if (entry.at !== at || entry.kind !== stored.kind) return faulty('altered', 'lists show it otherwise than it is');
  if (!isAsCommitted(digest, entry, stored.personal)) return faulty('altered', 'its personal part is another');
  const isErased = entry.personal !== undefined && stored.personal === undefined;
  return { head: { size: sequence, hash }, entry, isErased };
}

/** Tells a fault from an entry that is right. */
export function isFault(checked: CheckedEntry | JournalFault): checked is JournalFault {
  return 'kind' in checked;
}

function isAsCommitted(digest: Digest, { personal }: JournalEntry, stored: StoredPersonalPart | undefined): boolean {
  if (stored === undefined) return true;
  const part = parsed(personalPartSchema, stored.text);
  if (part === undefined || part.patient !== stored.patient || canonicalJson(part) !== stored.text) return false;
  return commitPersonalPart(digest, stored.salt, part) === personal;
}

function parsed<T>(schema: ZodType<T>, json: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
