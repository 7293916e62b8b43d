/** What the ledger tells of links: of the record number to its provider alone, of an emergency link to all providers. */
import type { z } from 'zod';
import { eventSchema } from '../../ledger';
import { emergencyLinkSchema, linkSchema, unlinkRecordSchema } from './link.schema';

const { patient, provider, recordNumber, origin } = linkSchema.shape;
const { by, reason, until } = emergencyLinkSchema.shape;

/** A provider's record is a patient's. */
export const recordLinkedSchema = eventSchema('RecordLinked', { patient, provider, recordNumber, origin });

/** A provider's record is a patient's. */
export type RecordLinked = z.infer<typeof recordLinkedSchema>;

/** A provider's record is a patient's no more. */
export const recordUnlinkedSchema = eventSchema('RecordUnlinked', unlinkRecordSchema.shape);

/** A provider's record is a patient's no more. */
export type RecordUnlinked = z.infer<typeof recordUnlinkedSchema>;

/** Staff linked a patient who could not speak. */
export const emergencyLinkMadeSchema = eventSchema('EmergencyLinkMade', { patient, provider, by, reason, until });

/** Staff linked a patient who could not speak. */
export type EmergencyLinkMade = z.infer<typeof emergencyLinkMadeSchema>;

/** The patient said whether staff's link was right. */
export const emergencyLinkAnsweredSchema = eventSchema('EmergencyLinkAnswered', {
  patient,
  provider,
  state: emergencyLinkSchema.shape.state,
});

/** The patient said whether staff's link was right. */
export type EmergencyLinkAnswered = z.infer<typeof emergencyLinkAnsweredSchema>;

/** A privacy officer judged staff's link. */
export const emergencyLinkReviewedSchema = eventSchema('EmergencyLinkReviewed', {
  patient,
  provider,
  review: emergencyLinkSchema.shape.review.unwrap(),
});

/** A privacy officer judged staff's link. */
export type EmergencyLinkReviewed = z.infer<typeof emergencyLinkReviewedSchema>;
