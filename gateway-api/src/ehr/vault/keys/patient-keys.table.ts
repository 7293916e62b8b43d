/** Own data: the keys of patients' records, each wrapped by the organisation's key. */
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../../../database/columns';

/** One row a patient. Destroyed, the key is gone and the row says since when. */
export const patientKeys = pgTable(
  'vault_patient_keys',
  {
    patient: text('patient').primaryKey(),
    /** The patient's key, sealed by the organisation's; none once it was destroyed. */
    wrappedKey: bytes('wrapped_key'),
    /** The name of the organisation's key that wraps it. */
    organisationKey: text('organisation_key'),
    at: moment('at').notNull().defaultNow(),
    destroyedAt: moment('destroyed_at'),
  },
  (table) => [index('vault_patient_keys_organisation_key').on(table.organisationKey)],
);
