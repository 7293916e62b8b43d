/** Parts of a FHIR R4 Consent: codings that are listed, lists that are bounded, and what is kept but decides nothing. */
import { z } from 'zod';
import { expected, fields } from '../../ledger';
import { fhirTimeSchema, isForward, periodOf } from '../fhir';
import type { Code } from '../item';
import { MOST_ENTRIES } from './consent.schema';
import { NOT_ENFORCED, unenforceable } from './enforceable';

/** Text of so many characters at most. */
function textSchema(longest: number) {
  return z.string(expected('text')).min(1, 'must not be empty').max(longest, `must have at most ${longest} characters`);
}

/** Text that people read and no rule does. */
export const remarkSchema = textSchema(4_096);

/** A system, a code, an identifier: what is compared and kept on the ledger. */
export const termSchema = textSchema(256);

/** An element's list: one entry to 32, since an empty one could mean nobody or anybody. */
export function listOf<T extends z.ZodType>(entry: T) {
  return z
    .array(entry, expected('a list'))
    .min(1, 'must not be empty')
    .max(MOST_ENTRIES, `must have at most ${MOST_ENTRIES} entries`);
}

/** A list of exactly one. */
export function oneOf<T extends z.ZodType>(entry: T) {
  return z.tuple([entry], { error: 'must be a list of exactly one' }).transform(([only]) => only);
}

/** A coding of any system. Its `version` is not known here: what holds for one version of a system cannot be enforced. */
export const codingSchema = fields({
  system: termSchema,
  code: termSchema,
  display: remarkSchema.exactOptional(),
}).transform(({ system, code }): Code => ({ system, code }));

/** One of these codings; another one cannot be enforced. */
export function codingOf<const Word extends string>(system: string, words: readonly Word[]) {
  const isListed = (coding: Code): boolean => coding.system === system && words.some((word) => word === coding.code);
  return codingSchema.refine(isListed, unenforceable(NOT_ENFORCED)).transform(({ code }) => code as Word);
}

/** A concept with one coding. */
export function conceptOf<T extends z.ZodType>(coding: T) {
  return fields({ coding: oneOf(coding), text: remarkSchema.exactOptional() }).transform(({ coding: only }) => only);
}

/** A period, as inclusive milliseconds. */
export const fhirPeriodSchema = fields({
  start: fhirTimeSchema.exactOptional(),
  end: fhirTimeSchema.exactOptional(),
})
  .transform(periodOf)
  .refine(isForward, 'must not start after its end');

const plainCoding = fields({
  system: remarkSchema.exactOptional(),
  version: remarkSchema.exactOptional(),
  code: remarkSchema.exactOptional(),
  display: remarkSchema.exactOptional(),
});

/** An identifier that is kept and decides nothing. */
export const identifierSchema = fields({
  use: remarkSchema.exactOptional(),
  type: fields({
    coding: listOf(plainCoding).exactOptional(),
    text: remarkSchema.exactOptional(),
  }).exactOptional(),
  system: remarkSchema.exactOptional(),
  value: remarkSchema.exactOptional(),
});

/** A reference that is kept and decides nothing. */
export const referenceSchema = fields({
  reference: remarkSchema.exactOptional(),
  type: remarkSchema.exactOptional(),
  identifier: identifierSchema.exactOptional(),
  display: remarkSchema.exactOptional(),
});

/** Base64 of half a megabyte: a scanned sheet. */
const LONGEST_DATA = 700_000;

/** An attachment that is kept and decides nothing. */
export const attachmentSchema = fields({
  contentType: remarkSchema.exactOptional(),
  language: remarkSchema.exactOptional(),
  data: textSchema(LONGEST_DATA).exactOptional(),
  url: remarkSchema.exactOptional(),
  size: z.int(expected('a whole number')).min(0).exactOptional(),
  hash: remarkSchema.exactOptional(),
  title: remarkSchema.exactOptional(),
  creation: fhirTimeSchema.exactOptional(),
});

/** What a server knows of the resource; it decides nothing. */
export const metaSchema = fields({
  versionId: remarkSchema.exactOptional(),
  lastUpdated: fhirTimeSchema.exactOptional(),
  source: remarkSchema.exactOptional(),
  profile: listOf(remarkSchema).exactOptional(),
  security: listOf(plainCoding).exactOptional(),
  tag: listOf(plainCoding).exactOptional(),
});

/** Longest narrative, in characters. */
const LONGEST_NARRATIVE = 65_536;

/** The consent as people read it; it decides nothing. */
export const narrativeSchema = fields({
  status: remarkSchema,
  div: textSchema(LONGEST_NARRATIVE),
});
