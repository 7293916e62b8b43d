/** What this provider remembers of links, rebuilt from blocks and the private data that the own peer holds. */
import {
  emergencyLinkAnsweredSchema,
  emergencyLinkMadeSchema,
  emergencyLinkReviewedSchema,
  recordLinkedSchema,
  recordUnlinkedSchema,
} from '@theriac/domain/ehr';
import { and, eq } from 'drizzle-orm';
import { onPrivate, type Projection, projection } from '../../projections';
import { CARE_CHANNEL } from '../ehr-channel';
import { emergencyLinks, recordLinks } from './links.table';

/** Other providers' links are nothing that the own peer holds: they come as erased ones do. */
export const linksProjection: Projection = projection('links', {
  version: 1,
  channels: [CARE_CHANNEL],
  tables: [recordLinks, emergencyLinks],
  events: {
    RecordLinked: onPrivate(recordLinkedSchema, async (event, { upsert, transaction }) => {
      if (event === undefined) return;
      const { patient, recordNumber, origin, at: linkedAt } = event;
      const { transactionId } = transaction;
      await upsert(recordLinks, recordLinks.patient, { patient, recordNumber, origin, linkedAt, transactionId });
    }),
    RecordUnlinked: onPrivate(recordUnlinkedSchema, async (event, { remove }) => {
      if (event !== undefined) await remove(recordLinks, eq(recordLinks.patient, event.patient));
    }),
    EmergencyLinkMade: onPrivate(emergencyLinkMadeSchema, async (event, { upsert, transaction }) => {
      if (event === undefined) return;
      const { patient, provider, by, reason, until, at: madeAt } = event;
      await upsert(emergencyLinks, [emergencyLinks.patient, emergencyLinks.provider], {
        ...{ patient, provider, by, reason, until, madeAt, state: 'provisional', review: null },
        transactionId: transaction.transactionId,
      });
    }),
    EmergencyLinkAnswered: onPrivate(emergencyLinkAnsweredSchema, async (event, { update }) => {
      if (event !== undefined) await update(emergencyLinks, ofOne(event), { state: event.state });
    }),
    EmergencyLinkReviewed: onPrivate(emergencyLinkReviewedSchema, async (event, { update }) => {
      if (event !== undefined) await update(emergencyLinks, ofOne(event), { review: event.review });
    }),
  },
});

function ofOne({ patient, provider }: { readonly patient: string; readonly provider: string }) {
  return and(eq(emergencyLinks.patient, patient), eq(emergencyLinks.provider, provider));
}
