/** Remembers every session of every patient, rebuilt from blocks and the private data that the own peer holds. */
import { accessDecidedSchema, glassBrokenSchema, sessionEndedSchema } from '@theriac/domain/ehr';
import { eq } from 'drizzle-orm';
import { onPrivate, type Projection, projection } from '../../projections';
import { CARE_CHANNEL } from '../ehr-channel';
import { accessSessions } from './access-sessions.table';

/** Sessions of patients whose data were erased leave nothing behind. */
export const accessSessionsProjection: Projection = projection('access-sessions', {
  version: 1,
  channels: [CARE_CHANNEL],
  tables: [accessSessions],
  events: {
    AccessDecided: onPrivate(accessDecidedSchema, async (event, { upsert, transaction }) => {
      if (event === undefined) return;
      const { session, patient, reader, purpose, types, isAllowed, reason, until, at } = event;
      await upsert(accessSessions, accessSessions.session, {
        ...{ session, patient, organisation: reader.organisation, person: reader.name, role: reader.role },
        ...{ purpose, types: types ?? null, isAllowed, reason, askedAt: at, until: until ?? null },
        transactionId: transaction.transactionId,
      });
    }),
    GlassBroken: onPrivate(glassBrokenSchema, async (event, { upsert, transaction }) => {
      if (event === undefined) return;
      const { session, patient, reader, isAllowed, reason, until, emergency } = event;
      await upsert(accessSessions, accessSessions.session, {
        ...{ session, patient, organisation: reader.organisation, person: reader.name, role: reader.role },
        ...{ purpose: 'BTG', types: null, isAllowed, reason, askedAt: emergency.at, until: until ?? null },
        transactionId: transaction.transactionId,
      });
    }),
    SessionEnded: onPrivate(sessionEndedSchema, async (event, { update }) => {
      if (event === undefined) return;
      await update(accessSessions, eq(accessSessions.session, event.session), { endedAt: event.at, endedBy: event.by });
    }),
  },
});
