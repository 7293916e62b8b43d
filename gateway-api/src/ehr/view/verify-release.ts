/** The reader's check of what a custodian released: against its record log, as the reader's own peer has that. */
import {
  type AnchoredBatch,
  type LogFault,
  type OpeningFault,
  type RecordLog,
  type RecordVersion,
  verifyBatches,
  verifyOpening,
} from '@theriac/domain/ehr/commitment';
import { nodeDigest } from '../../supply/node-digest';
import type { RecordRelease, ReleasedRecord } from './record-release.call';

/** What is wrong with what a custodian released. */
export type ReleaseFault = LogFault | OpeningFault;

/** A custodian's records that are what it committed to, and what is wrong with the others. */
export interface VerifiedRelease {
  readonly custodian: string;
  readonly records: readonly ReleasedRecord[];
  readonly faults: readonly ReleaseFault[];
}

/** By what it is checked. */
export interface ExpectedRelease extends Pick<AnchoredBatch, 'patient' | 'limit'> {
  readonly custodian: string;
  readonly log: RecordLog;
}

/** Verifies a release. What cannot be shown to be as it was committed to is not among the records. */
export function verifyRelease(
  { custodian, patient, limit, log }: ExpectedRelease,
  { batches }: RecordRelease,
): VerifiedRelease {
  // Batches that the ledger does not have yet cannot be checked: they are shown once it does.
  const anchored = batches.slice(0, log.size);
  const roots = anchored.map(({ root }) => root);
  const ofLog = verifyBatches(nodeDigest, log, roots);
  const faults: ReleaseFault[] = [...ofLog];
  const records: ReleasedRecord[] = [];
  for (const [index, batch] of anchored.entries()) {
    if (ofLog.some((fault) => isAbout(fault, index))) continue;
    if (batch.opening === null) {
      faults.push({ kind: 'batch-altered' });
      continue;
    }
    const found = verifyOpening(nodeDigest, { patient, limit, root: batch.root }, batch.opening, batch.records);
    faults.push(...found);
    records.push(...genuineOf(batch.records, found, classesIn(batch.opening)));
  }
  return { custodian, records, faults };
}

/** When batches are missing nothing tells which of those that came are the log's. */
function isAbout(fault: LogFault, index: number): boolean {
  return fault.kind === 'batches-missing' || (fault.start <= index && index < fault.end);
}

function genuineOf(
  records: readonly ReleasedRecord[],
  faults: readonly OpeningFault[],
  classes: ReadonlyMap<string, string>,
): readonly ReleasedRecord[] {
  if (faults.some(({ kind }) => kind === 'batch-altered')) return [];
  const altered = new Set(faults.flatMap((one) => (one.kind === 'class-altered' ? [one.class] : [])));
  const refused = new Set(
    faults.flatMap((one) => (one.kind === 'record-altered' || one.kind === 'record-uncommitted' ? [nameOf(one)] : [])),
  );
  return records.filter((one) => !refused.has(nameOf(one)) && !altered.has(classes.get(nameOf(one)) ?? ''));
}

function classesIn({ entries }: NonNullable<RecordRelease['batches'][number]['opening']>): Map<string, string> {
  const open = entries.filter((entry) => typeof entry !== 'string');
  return new Map(
    open.flatMap(({ class: name, leaves }) =>
      leaves.flatMap((leaf) => (typeof leaf === 'string' ? [] : [[nameOf(leaf), name] as const])),
    ),
  );
}

function nameOf({ record, version }: RecordVersion): string {
  return `${record}/${version}`;
}
