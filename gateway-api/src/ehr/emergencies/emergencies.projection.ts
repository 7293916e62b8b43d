/** What this organisation remembers of emergencies, rebuilt from blocks and the private data that the own peer holds. */
import {
  breakGlassRolesSetSchema,
  type Emergency,
  emergencyReviewedSchema,
  glassBrokenSchema,
  sealedApprovedSchema,
  sealedOpenedSchema,
  sessionEndedSchema,
} from '@theriac/domain/ehr';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../../database';
import { onPrivate, type Projection, projection } from '../../projections';
import { CARE_CHANNEL } from '../ehr-channel';
import { breakGlassSettings, emergencies } from './emergencies.table';

/** An event that was erased leaves nothing behind. */
export const emergenciesProjection: Projection = projection('emergencies', {
  version: 1,
  channels: [CARE_CHANNEL],
  tables: [emergencies, breakGlassSettings],
  events: {
    GlassBroken: onPrivate(glassBrokenSchema, async (event, { upsert, transaction }) => {
      if (event === undefined) return;
      const { session, patient, reader, isAllowed, reason, until, emergency, at } = event;
      await upsert(emergencies, emergencies.session, {
        ...{ session, patient, organisation: reader.organisation, reader, isAllowed, reason, until: until ?? null },
        ...{ emergency, reviewDue: emergency.reviewDue, reviewedAt: null, endedAt: null, askedAt: at },
        transactionId: transaction.transactionId,
      });
    }),
    SealedApproved: onPrivate(sealedApprovedSchema, async (event, { work }) => {
      if (event !== undefined) await learn(work, event.session, { approval: event.approval });
    }),
    SealedOpened: onPrivate(sealedOpenedSchema, async (event, { work }) => {
      if (event !== undefined) await learn(work, event.session, { opening: event.opening });
    }),
    EmergencyReviewed: onPrivate(emergencyReviewedSchema, async (event, { work, update }) => {
      if (event === undefined) return;
      const { session, review } = event;
      await learn(work, session, { review });
      await update(emergencies, eq(emergencies.session, session), { reviewedAt: review.at });
    }),
    SessionEnded: onPrivate(sessionEndedSchema, async (event, { update }) => {
      if (event !== undefined) await update(emergencies, eq(emergencies.session, event.session), { endedAt: event.at });
    }),
    BreakGlassRolesSet: onPrivate(breakGlassRolesSetSchema, async (event, { upsert }) => {
      if (event === undefined) return;
      const { organisation, roles, at: changedAt } = event;
      await upsert(breakGlassSettings, breakGlassSettings.organisation, { organisation, roles, changedAt });
    }),
  },
});

/** Where the breaking was erased, there is no row, and nothing is learnt. */
async function learn(work: Transaction, session: string, more: Partial<Emergency>): Promise<void> {
  const [row] = await work.select().from(emergencies).where(eq(emergencies.session, session));
  if (row === undefined) return;
  await work
    .update(emergencies)
    .set({ emergency: { ...row.emergency, ...more } })
    .where(eq(emergencies.session, session));
}
