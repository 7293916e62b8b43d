/** The personal part of an entry: committed to with a salt, so that the entry still stands when both are destroyed. */
import { canonicalJson, concatBytes, type Digest, toHex } from '../ledger';
import type { JournalDraft, PersonalPart } from './entry.schema';

/** Bytes of the salt: whoever erased it cannot find the patient again by trying ids. */
export const PERSONAL_SALT_BYTES = 16;

/** Keeps the commitment apart from every other use of SHA-256 over a salt. */
const COMMITMENT_TAG = 'theriac journal personal part 1';

const text = new TextEncoder();

/** Whether a patient did it themself: their certificate's name is theirs for life, and stands nowhere but in the personal part. */
export function isOwnDoing({ by }: JournalDraft): boolean {
  return by.role === 'patient';
}

/** What of a draft leads to a patient; undefined when nothing does. An erasure leaves nothing that would. */
export function personalPartOf(draft: JournalDraft): PersonalPart | undefined {
  if (draft.kind === 'erasure') return undefined;
  const { patient, by } = draft;
  if (isOwnDoing(draft)) return { ...(patient === undefined ? {} : { patient }), name: by.name };
  return patient === undefined ? undefined : { patient };
}

/** SHA-256 of tag, salt and canonical part, in hex. */
export function commitPersonalPart(digest: Digest, salt: Uint8Array, part: PersonalPart): string {
  const tag = text.encode(`${COMMITMENT_TAG}\u0000`);
  return toHex(digest.sha256(concatBytes(tag, salt, text.encode(canonicalJson(part)))));
}
