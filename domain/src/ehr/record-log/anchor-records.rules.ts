/** A custodian's log of a patient only grows: what was anchored once is neither changed nor taken back. */
import { type Actor, type Decision, type Digest, type Instant, laterOf, refuseUnless } from '../../ledger';
import { appendBatch, EMPTY_RECORD_LOG } from '../commitment/record-log';
import { type AnchorRecords, type Batch, type CustodianLog, RECENT_BATCHES } from './custodian-log.schema';
import type { RecordsAnchored } from './record-log.events';

/** A batch that is to be anchored, and the log that it belongs to, if there is one. */
export interface AnchoringSituation {
  readonly batch: AnchorRecords['batches'][number];
  readonly known: CustodianLog | undefined;
}

/**
 * Appends each batch to its patient's log. Batches that are there already are left as they are, so that a custodian can send
 * the same again after any fault; when all are, nothing changes.
 *
 * @param anchorings of one custodian's, each of another patient
 * @throws LedgerError BATCH_ALREADY_ANCHORED when a recent batch's id stands for another root
 */
export function anchorRecords(
  digest: Digest,
  anchorings: readonly AnchoringSituation[],
  { organisation }: Actor,
  now: Instant,
): Decision<readonly CustodianLog[], RecordsAnchored> {
  const batches = anchorings.map(({ batch }) => batch.batch);
  const event = { type: 'RecordsAnchored', version: 1, custodian: organisation, batches } as const;
  const settled = anchorings.flatMap(({ batch, known }) =>
    known !== undefined && isAnchored(known, batch) ? [known] : [],
  );
  if (settled.length === anchorings.length)
    return { repeated: { ...event, at: settled.map(({ changedAt }) => changedAt).reduce(laterOf) } };
  const fresh = anchorings.filter(({ known }) => known === undefined || !settled.includes(known));
  return { state: fresh.map((one) => appended(digest, one, organisation, now)), event: { ...event, at: now } };
}

function isAnchored({ recent }: CustodianLog, { batch, root }: Batch): boolean {
  const same = recent.find((one) => one.batch === batch);
  const isFitting = same === undefined || same.root === root;
  refuseUnless(isFitting, 'BATCH_ALREADY_ANCHORED', 'the batch id stands for another root');
  return same !== undefined;
}

function appended(
  digest: Digest,
  { batch: { patient, batch, root }, known }: AnchoringSituation,
  custodian: string,
  now: Instant,
): CustodianLog {
  return {
    ...{ patient, custodian },
    log: appendBatch(digest, known?.log ?? EMPTY_RECORD_LOG, root),
    recent: [...(known?.recent ?? []), { batch, root }].slice(-RECENT_BATCHES),
    changedAt: now,
  };
}
