/** The rule of a FHIR R4 Consent and its exception, read into what a compiled consent says. */
import { z } from 'zod';
import { expected, fields } from '../../ledger';
import { ACT_CODE, ACT_REASON, CONFIDENTIALITY, PARTICIPATION_TYPE, RESOURCE_TYPES } from '../fhir';
import {
  clinicalTypeSchema,
  type Code,
  confidentialitySchema,
  isClinicalReference,
  labelSchema,
  sensitivitySchema,
} from '../item';
import type { ConsentData } from './consent.schema';
import { NOT_ENFORCED, refuseElement, unenforceable, wordOf } from './enforceable';
import { codingOf, codingSchema, conceptOf, fhirPeriodSchema, listOf, remarkSchema } from './fhir-parts.schema';
import { namedActorSchema } from './fhir-actor.schema';
import { purposeSchema } from './request.schema';

const recipientActorSchema = fields({
  role: conceptOf(codingOf(PARTICIPATION_TYPE, ['IRCP'])),
  reference: namedActorSchema,
}).transform(({ reference }) => reference);

const purposeCodingSchema = codingOf(ACT_REASON, [...purposeSchema.options, 'ETREAT']).transform((code) =>
  // HL7's emergency treatment and break the glass are one purpose here.
  code === 'ETREAT' ? 'BTG' : code,
);

const LABEL_SYSTEMS = new Map<string, readonly string[]>([
  [CONFIDENTIALITY, confidentialitySchema.options],
  [ACT_CODE, sensitivitySchema.options],
]);

const isLabel = ({ system, code }: Code): boolean => LABEL_SYSTEMS.get(system)?.includes(code) ?? false;

const labelCodingSchema = codingSchema
  .refine(isLabel, unenforceable(NOT_ENFORCED))
  .transform(({ code }) => labelSchema.parse(code));

const resourceReferenceSchema = fields({
  reference: z
    .string(expected('a reference'))
    .refine(isClinicalReference, unenforceable('must be a type that the vault keeps and an id, such as Encounter/e1')),
  type: wordOf(clinicalTypeSchema.options).exactOptional(),
  display: remarkSchema.exactOptional(),
}).refine(
  ({ reference, type }) => type === undefined || reference.startsWith(`${type}/`),
  'must be of the type that it says',
);

const dataEntrySchema = fields({ meaning: wordOf(['instance', 'related', 'authoredby']), reference: z.unknown() }).pipe(
  z.discriminatedUnion('meaning', [
    fields({ meaning: z.literal('instance'), reference: resourceReferenceSchema }),
    fields({ meaning: z.literal('related'), reference: resourceReferenceSchema }),
    fields({ meaning: z.literal('authoredby'), reference: namedActorSchema }),
  ]),
);

const dataSchema = dataEntrySchema.transform((entry, context): ConsentData => {
  if (entry.meaning === 'instance') return { instance: entry.reference.reference };
  if (entry.meaning === 'related') return { related: entry.reference.reference };
  const author = entry.reference;
  if (!('role' in author) && !('person' in author)) return { authoredBy: author.organisation };
  return refuseElement(context, ['reference', 'type'], 'must be Organization');
});

const elements = {
  type: wordOf(['permit', 'deny']),
  period: fhirPeriodSchema.exactOptional(),
  actor: listOf(recipientActorSchema).exactOptional(),
  purpose: listOf(purposeCodingSchema).exactOptional(),
  class: listOf(codingOf(RESOURCE_TYPES, clinicalTypeSchema.options)).exactOptional(),
  code: listOf(conceptOf(codingSchema)).exactOptional(),
  securityLabel: listOf(labelCodingSchema).exactOptional(),
  dataPeriod: fhirPeriodSchema
    .refine(({ start, end }) => start !== undefined || end !== undefined, 'must have a start or an end')
    .exactOptional(),
  data: listOf(dataSchema).exactOptional(),
};

const exceptionSchema = fields(elements);

/** The exception of a consent, as FHIR names its elements. */
export type ReadProvision = z.infer<typeof exceptionSchema>;

/** The rule of a consent with at most one exception inside it, which has none. */
export const ruleSchema = fields({
  ...elements,
  provision: z
    .array(exceptionSchema, expected('a list'))
    .min(1, 'must not be empty')
    .refine((list) => list.length <= 1, unenforceable('must be one exception at most'))
    .exactOptional(),
});
