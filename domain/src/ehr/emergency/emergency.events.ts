/** What the ledger tells of emergencies, to the providers alone; the patient is told by their home organisation. */
import type { z } from 'zod';
import { eventSchema } from '../../ledger';
import { sessionSchema } from '../session/session.schema';
import { breakGlassSettingSchema } from './break-glass-setting.schema';
import { emergencySchema } from './emergency.schema';

const { session, patient, reader, isAllowed, reason, until } = sessionSchema.shape;
const { approval, opening, review } = emergencySchema.shape;
const about = { session, patient, reader };

/** Somebody broke the glass, or tried to whom the provider does not let. */
export const glassBrokenSchema = eventSchema('GlassBroken', {
  ...{ ...about, isAllowed, reason, until },
  emergency: emergencySchema.pick({ reason: true, text: true, at: true, isLate: true, reviewDue: true }),
});

/** Somebody broke the glass, or tried to whom the provider does not let. */
export type GlassBroken = z.infer<typeof glassBrokenSchema>;

/** A second clinician agreed that what is sealed is opened. */
export const sealedApprovedSchema = eventSchema('SealedApproved', { ...about, approval: approval.unwrap() });

/** A second clinician agreed that what is sealed is opened. */
export type SealedApproved = z.infer<typeof sealedApprovedSchema>;

/** What was sealed is open. */
export const sealedOpenedSchema = eventSchema('SealedOpened', { ...about, opening: opening.unwrap() });

/** What was sealed is open. */
export type SealedOpened = z.infer<typeof sealedOpenedSchema>;

/** A privacy officer judged an emergency. */
export const emergencyReviewedSchema = eventSchema('EmergencyReviewed', { ...about, review: review.unwrap() });

/** A privacy officer judged an emergency. */
export type EmergencyReviewed = z.infer<typeof emergencyReviewedSchema>;

const { organisation, roles } = breakGlassSettingSchema.shape;

/** A provider said who may break the glass. */
export const breakGlassRolesSetSchema = eventSchema('BreakGlassRolesSet', { organisation, roles });

/** A provider said who may break the glass. */
export type BreakGlassRolesSet = z.infer<typeof breakGlassRolesSetSchema>;
