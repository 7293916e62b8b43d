/** What the ledger tells of sessions, to the providers alone; the patient's gateway makes "who saw what" of it. */
import type { z } from 'zod';
import { eventSchema } from '../../ledger';
import { sessionSchema } from './session.schema';

const { session, patient, reader, purpose, types, isAllowed, reason, until, ended } = sessionSchema.shape;

/** Somebody asked for a record, and was let or not. The event's name is public: it does not tell which. */
export const accessDecidedSchema = eventSchema('AccessDecided', {
  ...{ session, patient, reader, purpose, types },
  ...{ isAllowed, reason, until },
});

/** Somebody asked for a record, and was let or not. */
export type AccessDecided = z.infer<typeof accessDecidedSchema>;

/** A session ended before its time. */
export const sessionEndedSchema = eventSchema('SessionEnded', {
  session,
  patient,
  reader,
  by: ended.unwrap().shape.by,
});

/** A session ended before its time. */
export type SessionEnded = z.infer<typeof sessionEndedSchema>;
