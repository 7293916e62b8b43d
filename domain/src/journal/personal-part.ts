/** The personal part of an entry: committed to with a salt, so that the entry still stands when both are destroyed. */
import { canonicalJson, concatBytes, type Digest, toHex } from '../ledger';
import type { JournalDraft, PersonalPart } from './entry.schema';

/** Bytes of the salt: whoever erased it cannot find the patient again by trying ids. */
export const PERSONAL_SALT_BYTES = 16;

/** Keeps the commitment apart from every other use of SHA-256 over a salt. */
const COMMITMENT_TAG = 'theriac journal personal part 1';

const text = new TextEncoder();

/** What of a draft leads to a patient; undefined when nothing does. */
export function personalPartOf({ patient, by }: JournalDraft): PersonalPart | undefined {
  // A patient's certificate name is theirs for life; that of staff says nothing about a patient.
  const name = by.role === 'patient' ? by.name : undefined;
  if (patient === undefined && name === undefined) return undefined;
  return { ...(patient === undefined ? {} : { patient }), ...(name === undefined ? {} : { name }) };
}

/** SHA-256 of tag, salt and canonical part, in hex. */
export function commitPersonalPart(digest: Digest, salt: Uint8Array, part: PersonalPart): string {
  const tag = text.encode(`${COMMITMENT_TAG}\u0000`);
  return toHex(digest.sha256(concatBytes(tag, salt, text.encode(canonicalJson(part)))));
}
