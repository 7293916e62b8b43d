/** The roles that a certificate's `role` attribute may carry. */
import { z } from 'zod';

/** What a person, or a gateway acting for its organisation, is permitted as. */
export const roleSchema = z.enum([
  'administrator',
  'adjudicator',
  'gateway',
  'guardian',
  'inspector',
  'nurse',
  'patient',
  'pharmacist',
  'physician',
  'privacy-officer',
  'release-officer',
  'technician',
  'warehouse-clerk',
]);

/** A role of the vocabulary. */
export type Role = z.infer<typeof roleSchema>;
