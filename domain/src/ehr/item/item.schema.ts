/** An item: what a decision needs to know of one resource, and nothing else of it. */
import { z } from 'zod';
import { memberSchema } from '../../consortium';
import { periodSchema } from '../fhir';
import { clinicalReferenceSchema, clinicalTypeSchema, RESOURCE_ID } from './clinical-type.schema';
import { labelsSchema } from './labels.schema';

/** A code with its system. */
export const codeSchema = z.strictObject({ system: z.string().min(1), code: z.string().min(1) });

/** A code with its system. */
export type Code = z.infer<typeof codeSchema>;

/** What a decision needs of one resource. */
export const itemSchema = z.strictObject({
  type: clinicalTypeSchema,
  id: z.string().regex(RESOURCE_ID, 'must be an id of FHIR'),
  categories: z.array(codeSchema),
  /** The members whose people wrote it; none when that is not known. */
  authors: z.array(memberSchema.shape.name),
  /** When it is from; missing when that is not known. */
  period: periodSchema.exactOptional(),
  /** The clinical resources that it refers to. */
  references: z.array(clinicalReferenceSchema),
  labels: labelsSchema,
});

/** What a decision needs of one resource. */
export type Item = z.infer<typeof itemSchema>;
