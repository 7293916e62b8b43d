/** The part of the vocabulary for a patient's erasure. */
import { type ErrorRow, errorRow as row } from './error-row';

/** What is refused around an erasure. */
export const ERASURE_ERROR_CODES = {
  ERASURE_STANDS: row('refused', 'the patient is being erased: nothing new is taken for them'),
  ERASURE_NOT_FOUND: row('not-found', 'no erasure of the patient with this id stands'),
  ERASURE_ID_TAKEN: row('conflict', 'the id stands already for another erasure'),
  ERASURE_REASON_WRONG: row('refused', 'a privacy officer gives a reason for an erasure, and a patient needs none'),
  ERASURE_CONFIRMED: row('refused', 'what the patient had there was destroyed: nothing is left to be read or kept'),
  ERASURE_NOT_ANSWERED: row('refused', 'a provider has neither confirmed the erasure nor said what it must keep', true),
  ERASURE_NOT_CONFIRMED: row('refused', 'a provider has not confirmed the erasure yet', true),
  ERASURE_STATEMENT_WRONG: row(
    'refused',
    'the statement is of another erasure, provider or time, or not signed by the certificate’s key',
  ),
  LINK_REMAINS: row('refused', 'the provider’s link with the patient is erased before it confirms'),
  RETENTION_HOLD: row('refused', 'a law keeps it for a time: the hold says which, and until when', true),
  HOLD_ENDED: row('refused', 'the hold would end before it begins'),
  NOT_HOME_ORGANISATION: row('forbidden', 'only the patient’s home organisation does this'),
  NOT_OF_PATIENT: row('refused', 'a session or an event that is to be purged is not this patient’s'),
  REVIEW_OPEN: row('refused', 'an emergency of the patient is to be reviewed first', true),
} as const satisfies Record<string, ErrorRow>;
