/** How entries hang together: the hash of each covers the one before, so that none changes, goes or moves unseen. */
import { canonicalJson, concatBytes, type Digest, type Instant } from '../ledger';
import type { JournalDraft, JournalEntry, PersonalPart } from './entry.schema';
import { commitPersonalPart, isOwnDoing, personalPartOf } from './personal-part';

/** The log's name on the ledger: `Anchors` keeps its size and head under it. */
export const JOURNAL_LOG = 'journal';

/** Keeps an entry's hash apart from that of anything else. */
const ENTRY = Uint8Array.of(0);

const text = new TextEncoder();

/** How far a journal reaches: how many entries, and the hash of the last. */
export interface JournalHead {
  readonly size: number;
  readonly hash: Uint8Array;
}

/** A journal without entries. */
export const EMPTY_JOURNAL: JournalHead = { size: 0, hash: new Uint8Array(32) };

/** What is stored of a new entry. */
export interface ChainedEntry {
  readonly entry: JournalEntry;
  /** The entry's canonical JSON, which is what the hash covers. */
  readonly text: string;
  readonly hash: Uint8Array;
  readonly personal: PersonalPart | undefined;
}

/** SHA-256(0x00 | hash of the entry before | the entry's canonical JSON). */
export function entryHash(digest: Digest, previous: Uint8Array, entry: string): Uint8Array {
  return digest.sha256(concatBytes(ENTRY, previous, text.encode(entry)));
}

/** Makes the entry that follows a head. @param salt drawn for this entry alone */
export function chainEntry(
  digest: Digest,
  head: JournalHead,
  draft: JournalDraft,
  { at, salt }: { readonly at: Instant; readonly salt: Uint8Array },
): ChainedEntry {
  const { patient: _, by, ...rest } = draft;
  const personal = personalPartOf(draft);
  const { name, ...post } = by;
  const entry: JournalEntry = {
    ...{ version: 1, sequence: head.size + 1, at, ...rest },
    by: isOwnDoing(draft) ? post : { ...post, name },
    ...(personal === undefined ? {} : { personal: commitPersonalPart(digest, salt, personal) }),
  };
  const canonical = canonicalJson(entry);
  return { entry, text: canonical, hash: entryHash(digest, head.hash, canonical), personal };
}
