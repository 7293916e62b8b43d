/** What patients are told, rebuilt from blocks and the private data that the own peer holds. An erased event is told no more. */
import { onPrivate, type PrivateEventHandler, type Projection, projection } from '../../projections';
import { CARE_CHANNEL } from '../ehr-channel';
import { type Telling, TELLINGS } from './notice-of';
import { patientNotices } from './patient-notices.table';

/** Keeps a notice for each event of {@link TELLINGS}. */
export const noticesProjection: Projection = projection('patient notices', {
  version: 2,
  channels: [CARE_CHANNEL],
  tables: [patientNotices],
  events: Object.fromEntries(Object.entries(TELLINGS).map(([event, one]) => [event, handlerOf(event, one)])),
});

function handlerOf(name: string, { schema, tell }: Telling): PrivateEventHandler {
  return onPrivate(schema, async (event, { insert, transaction, block }) => {
    if (event === undefined) return;
    const { patient, at } = event;
    const { transactionId } = transaction;
    await insert(patientNotices, {
      ...{ transactionId, patient, event: name, at, block: Number(block.number), told: tell(event) },
    });
  });
}
