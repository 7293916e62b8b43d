/** Own data: consents as patients wrote them in FHIR. The ledger holds what of them decides. */
import { index, json, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../../database/columns';

/** One row a version that was written here; it counts when the ledger holds the compiled form with its digest. */
export const consentOriginals = pgTable(
  'consent_originals',
  {
    /** SHA-256 of the compiled form's canonical JSON, hex: the consent's id and version are in it. */
    digest: text('digest').primaryKey(),
    patient: text('patient').notNull(),
    /** As it was sent, in the order of its members. */
    resource: json('resource').$type<Readonly<Record<string, unknown>>>().notNull(),
    keptAt: moment('kept_at').notNull().defaultNow(),
  },
  (table) => [index('consent_originals_of').on(table.patient)],
);
