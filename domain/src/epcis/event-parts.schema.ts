/** What events are made of: quantities, papers, parties, places, errors. */
import { z } from 'zod';
import { expected, fields } from '../ledger/expected';
import { filledListOf, listOf } from './bounded-list';
import { bareWord, DISPOSITIONS, ERROR_REASONS, PARTY_TYPES, TRANSACTION_TYPES, type Vocabulary } from './cbv';
import { eventTimeSchema } from './event-time';
import { extensionSchema } from './extension';
import { type Binding, identifierSchema, isAbsoluteUri, uriSchema } from './uri';

/** Extension fields of a part. */
export const extensionsSchema = z.array(extensionSchema).optional();

/** A word of a vocabulary in any of its spellings, or somebody's own URI. */
export function wordSchema(vocabulary: Vocabulary, what: string): z.ZodType<string> {
  return z
    .string(expected(what))
    .transform((text) => bareWord(vocabulary, text))
    .refine((text) => vocabulary.words.has(text) || isAbsoluteUri(text), `must be ${what} of the CBV, or a URI`);
}

/** So much of a class of objects. */
export const quantityElementSchema = fields({
  epcClass: uriSchema,
  quantity: z.number(expected('a number')).min(0, 'must not be negative').optional(),
  /** UN/ECE Recommendation 20; without it the quantity counts pieces. */
  uom: z
    .string(expected('a unit'))
    .regex(/^[A-Z0-9]{2,3}$/, 'must be a unit code of UN/ECE Recommendation 20')
    .optional(),
});

/** A place where objects were read, or where they are afterwards. */
export const locationSchema = fields({ id: uriSchema, extensions: extensionsSchema });

/** A condition that stays until it is unset. */
export const persistentDispositionSchema = fields({
  set: filledListOf(wordSchema(DISPOSITIONS, 'a disposition')).optional(),
  unset: filledListOf(wordSchema(DISPOSITIONS, 'a disposition')).optional(),
}).refine(({ set, unset }) => set !== undefined || unset !== undefined, 'must set or unset a disposition');

/** The paper behind an event. */
export function bizTransactionSchema(binding: Binding): z.ZodType<BizTransaction> {
  return fields({
    type: wordSchema(TRANSACTION_TYPES, 'a type of business transaction').optional(),
    bizTransaction: identifierSchema(binding),
  });
}

/** The paper behind an event. */
export interface BizTransaction {
  type?: string | undefined;
  bizTransaction: string;
}

const partyTypeSchema = wordSchema(PARTY_TYPES, 'a type of source or destination');

/** Whom or what objects come from. */
export const sourceSchema = fields({ type: partyTypeSchema, source: uriSchema });

/** Whom or what objects go to. */
export const destinationSchema = fields({ type: partyTypeSchema, destination: uriSchema });

/** That an earlier event with the same eventID was wrong. */
export function errorDeclarationSchema(binding: Binding): z.ZodType<ErrorDeclaration> {
  return fields({
    declarationTime: eventTimeSchema,
    reason: wordSchema(ERROR_REASONS, 'a reason').optional(),
    correctiveEventIDs: listOf(identifierSchema(binding)).optional(),
    extensions: extensionsSchema,
  });
}

/** That an earlier event with the same eventID was wrong. */
export interface ErrorDeclaration {
  declarationTime: string;
  reason?: string | undefined;
  correctiveEventIDs?: string[] | undefined;
  extensions?: z.infer<typeof extensionsSchema>;
}
