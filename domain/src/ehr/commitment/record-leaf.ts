/** What a custodian commits to of one version of a record: its content, whose it is, and its class, under a salt. */
import { z } from 'zod';
import { canonicalJson, type Digest, hexSchema, toHex } from '../../ledger';
import { hashLeaf } from '../../merkle';
import { recordClassSchema } from './record-class';

/** Salts have 128 bits: nobody finds the content of a leaf by trying contents. */
export const SALT_BYTES = 16;

/** A version of a record. */
export const recordVersionSchema = z.strictObject({
  record: z.uuid('must be the UUID of a record'),
  version: z.int().min(1),
});

/** A version of a record. */
export type RecordVersion = z.infer<typeof recordVersionSchema>;

/** What is committed to of a version. */
export const recordCommitmentSchema = z.strictObject({
  ...recordVersionSchema.shape,
  class: recordClassSchema,
  /** SHA-256 of the body's canonical JSON. */
  body: hexSchema(32),
});

/** What is committed to of a version. */
export type RecordCommitment = z.infer<typeof recordCommitmentSchema>;

const utf8 = new TextEncoder();

/** The hash of a FHIR resource as a leaf holds it: SHA-256 of its canonical JSON, in hex. */
export function hashBody(digest: Digest, body: unknown): string {
  return toHex(digest.sha256(utf8.encode(canonicalJson(body))));
}

/** The hash of a version's leaf, as it stands in its class's tree. */
export function hashRecord(
  digest: Digest,
  patient: string,
  { record, version, class: ofClass, body }: RecordCommitment,
  salt: string,
): Uint8Array {
  return hashEntry(digest, { record, version, patient, class: ofClass, body, salt });
}

/** The hash of any entry of a tree: of its canonical JSON, tagged as a leaf (RFC 6962). */
export function hashEntry(digest: Digest, entry: Readonly<Record<string, unknown>>): Uint8Array {
  return hashLeaf(digest, utf8.encode(canonicalJson(entry)));
}
