/**
 * The class of a record: what consents by label and by type decide alike. A batch commits to each class by itself, so that a
 * reader gets the classes that are granted, whole, and of all others a hash.
 */
import { z } from 'zod';

/** What a record's class is made of. */
export interface ClassifiedRecord {
  /** The FHIR resource type. */
  readonly type: string;
  readonly confidentiality: 'N' | 'R';
  /** Codes such as `PSY`, in any order. */
  readonly sensitivities: readonly string[];
  /** Whether it has narrative that nothing gave a sensitivity. */
  readonly isUnlabelledText: boolean;
}

/** Such as `N|Observation` or `HIV+PSY|Condition`. */
export const recordClassSchema = z
  .string()
  .max(160)
  .regex(/^(?:N|R|U|[A-Z]{2,16}(?:\+[A-Z]{2,16})*)\|[A-Z][A-Za-z]{1,63}$/, 'must be a class such as N|Observation');

/**
 * The class of a record: its sensitivities, sorted, else `U` for unlabelled text, else its confidentiality; and its type.
 * Unlabelled text is one class whatever its confidentiality: consents that ask for labels hold it for `R` with every
 * sensitivity, the others ask for neither.
 */
export function recordClass({ type, confidentiality, sensitivities, isUnlabelledText }: ClassifiedRecord): string {
  const sensitive = [...new Set(sensitivities)].sort().join('+');
  if (sensitive !== '') return `${sensitive}|${type}`;
  return `${isUnlabelledText ? 'U' : confidentiality}|${type}`;
}
