/** Labels: how confidential a resource is, and which sensitive matters it tells of. */
import { z } from 'zod';

/** HL7 v3: `N` is what is usual in care, `R` is restricted. */
export const confidentialitySchema = z.enum(['N', 'R']);

/** How confidential something is. */
export type Confidentiality = z.infer<typeof confidentialitySchema>;

/**
 * HL7 v3 sensitivities that are kept apart: substance use (`ETH`; below it alcohol `ETHUD` and opioids `OPIOIDUD`),
 * psychiatry, sexual assault, abuse and domestic violence (`SDV`), HIV.
 */
export const sensitivitySchema = z.enum(['ETH', 'ETHUD', 'HIV', 'OPIOIDUD', 'PSY', 'SDV']);

/** A sensitive matter. */
export type Sensitivity = z.infer<typeof sensitivitySchema>;

/** A label that a consent may name. */
export const labelSchema = z.enum([...confidentialitySchema.options, ...sensitivitySchema.options]);

/** A label that a consent may name. */
export type Label = z.infer<typeof labelSchema>;

/** Which sensitivity another one lies below: ETH is any substance, the two name one. */
export const BROADER: Readonly<Partial<Record<Label, Sensitivity>>> = { ETHUD: 'ETH', OPIOIDUD: 'ETH' };

/** The labels of one resource. */
export const labelsSchema = z.strictObject({
  confidentiality: confidentialitySchema,
  sensitivities: z.array(sensitivitySchema),
  /** Whether it holds narrative of which nothing tells what it is about: it could be about anything. */
  isUnlabelledText: z.boolean(),
});

/** The labels of one resource. */
export type Labels = z.infer<typeof labelsSchema>;
