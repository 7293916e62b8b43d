/** An entry of an organisation's journal: who did what with a record, in pseudonyms, codes and counts, and never a value of it. */
import { z } from 'zod';
import { hexSchema, instantSchema, roleSchema } from '../ledger';

/**
 * What entries are about; a business that journals something else adds its word.
 *
 * - `read`: somebody of this organisation read records
 * - `emergency`: the same behind broken glass
 * - `release`: this organisation, as custodian, handed records to somebody
 * - `permission`, `refusal`: access was asked for, and allowed or denied
 * - `import`: records came into the vault
 * - `erasure`: what had been known of a patient was destroyed
 */
export const journalKindSchema = z.enum(['read', 'emergency', 'release', 'permission', 'refusal', 'import', 'erasure']);

/** What an entry is about. */
export type JournalKind = z.infer<typeof journalKindSchema>;

/** A patient's random ledger id. */
export const journalPatientSchema = hexSchema(16);

/** The random name in a certificate, as the members' authorities issue them. */
const certificateNameSchema = z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be a certificate’s name');

const memberNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be the name of a member');

/** Words of vocabularies only, so that no text about a person gets in. */
const codeSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must be a code');

/** What was done with which data. */
const contentSchema = z.strictObject({
  /** Kinds of data, such as `Observation`: resource types, not what they say. */
  kinds: z.array(codeSchema).max(64, 'must name at most 64 kinds').optional(),
  /** How many records it was; of an erasure, how many personal parts of entries were erased. */
  count: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  /** Whose records they are, where that is another organisation. */
  custodian: memberNameSchema.optional(),
  /** The access session, by its random id. */
  session: hexSchema(16).optional(),
  /** A code: why it was refused, or why the glass was broken. */
  reason: codeSchema.optional(),
  /** Of an emergency: from when a second clinician was waited for, and when it was opened without one. */
  askedAt: instantSchema.optional(),
  openedAt: instantSchema.optional(),
});

const common = {
  kind: journalKindSchema,
  /** v3-ActReason, such as `TREAT` or `BTG`. */
  purpose: z
    .string()
    .regex(/^[A-Z]{2,16}$/, 'must be a code of v3-ActReason')
    .optional(),
  what: contentSchema,
  outcome: z.enum(['success', 'refused', 'failed']),
  /** The transaction on the ledger that it stands on. */
  transactionId: hexSchema(32).optional(),
};

const whoSchema = z.strictObject({ organisation: memberNameSchema, role: roleSchema, name: certificateNameSchema });

/** What is to be journaled; number and moment are the journal's to give. */
export const journalDraftSchema = z.strictObject({
  ...common,
  by: whoSchema,
  patient: journalPatientSchema.optional(),
});

/** What is to be journaled. */
export type JournalDraft = z.infer<typeof journalDraftSchema>;

/** An entry as it is chained: what leads to a patient is there only as a salted commitment. */
export const journalEntrySchema = z.strictObject({
  version: z.literal(1),
  /** From 1 on, without a gap. */
  sequence: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** When it was appended; never before the entry before it. */
  at: instantSchema,
  ...common,
  /** The name is in the personal part when a patient did it themself. */
  by: whoSchema.partial({ name: true }),
  /** SHA-256 over salt and personal part; missing where there is none. */
  personal: hexSchema(32).optional(),
});

/** An entry as it is chained. */
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** What of an entry leads to a patient: kept apart, with its salt, so that an erasure can destroy it. */
export const personalPartSchema = z.strictObject({
  patient: journalPatientSchema.optional(),
  /** Of a patient who acted themself. */
  name: certificateNameSchema.optional(),
});

/** What of an entry leads to a patient. */
export type PersonalPart = z.infer<typeof personalPartSchema>;
