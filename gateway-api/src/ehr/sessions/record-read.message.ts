/** A custodian tells the patient's home organisation what it released, so that the patient sees all reads in one place. */
import { LedgerError } from '@theriac/domain/ledger';
import { type MessageKind, type MessageReceiver, receiver } from '../../members';
import { type RecordRead, recordReadSchema } from './record-read.schema';
import type { RecordReadStore } from './record-reads.store';

/** The message. */
export const RECORD_READ_MESSAGE: MessageKind<RecordRead> = { name: 'record-read', body: recordReadSchema };

/** @param members who is on the channel of health records */
export function recordReadReceiver(reads: RecordReadStore, members: readonly string[]): MessageReceiver {
  return receiver(RECORD_READ_MESSAGE, async (sender, read, within) => {
    if (!members.includes(sender)) throw new LedgerError('NOT_PERMITTED', 'only custodians tell of what they released');
    await reads.keep(sender, read, within);
  });
}
