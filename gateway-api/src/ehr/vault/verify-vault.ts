/**
 * Checks a vault against the ledger: every commitment is made anew from the decrypted rows, with the eyes of a reader from
 * whom nothing may be kept. So it also names what somebody changed who has the keys.
 */
import {
  type CommittedBatch,
  openBatch,
  type OpeningFault,
  type RecordVersion,
  verifyOpening,
} from '@theriac/domain/ehr/commitment';
import { LedgerError } from '@theriac/domain/ledger';
import { nodeDigest } from '../../supply/node-digest';
import type { StoredVersion } from './arrived-record';
import type { Vault } from './vault';

/** A patient, and the roots of the batches in their record log on the ledger, in its order. */
export interface AnchoredPatient {
  readonly patient: string;
  readonly roots: readonly string[];
}

/** What is wrong in a vault. */
export type VaultFault =
  /** Of a batch, counted from 0: its rows are not what was committed to. */
  | ({ readonly patient: string; readonly batch: number } & OpeningFault)
  /** The ledger has a batch that is not here, or that does not open. */
  | { readonly kind: 'batch-missing'; readonly patient: string; readonly batch: number }
  /** There is a batch that the ledger does not have, or not yet. */
  | { readonly kind: 'batch-unanchored'; readonly patient: string; readonly batch: number }
  /** Decisions about a version would take it for one of another class. */
  | ({ readonly kind: 'record-relabelled'; readonly patient: string } & RecordVersion)
  /** A version that no batch has, or whose item does not open. */
  | ({ readonly kind: 'record-uncommitted' | 'record-unreadable'; readonly patient: string } & RecordVersion)
  /** The patient's key was destroyed, or does not open: nothing can be checked. */
  | { readonly kind: 'records-erased' | 'patient-unreadable'; readonly patient: string };

/** What is asked of a vault. */
type CheckedVault = Pick<Vault<unknown>, 'batches' | 'bodies' | 'versions'>;

/** Verifies the records of these patients; each fault as it is found. */
export async function* verifyVault(
  vault: CheckedVault,
  anchored: AsyncIterable<AnchoredPatient> | Iterable<AnchoredPatient>,
): AsyncGenerator<VaultFault> {
  for await (const one of anchored) {
    try {
      yield* verifyPatient(vault, one);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      const kind = error.code === 'RECORDS_ERASED' ? 'records-erased' : 'patient-unreadable';
      yield { kind, patient: one.patient };
    }
  }
}

async function* verifyPatient(vault: CheckedVault, { patient, roots }: AnchoredPatient): AsyncGenerator<VaultFault> {
  const batches = new Map((await vault.batches(patient)).map((batch) => [batch.number, batch]));
  const classes = new Map<string, string>();
  for (const [number, root] of roots.entries()) {
    const committed = batches.get(number)?.committed;
    if (committed === undefined) yield { kind: 'batch-missing', patient, batch: number };
    else yield* batchFaults(vault, { patient, number, root, committed });
  }
  for (const { number, committed } of batches.values()) {
    if (number >= roots.length) yield { kind: 'batch-unanchored', patient, batch: number };
    for (const one of committed?.records ?? []) classes.set(nameOf(one), one.class);
  }
  const { versions, unreadable } = await vault.versions(patient);
  for (const { record, version } of unreadable) yield { kind: 'record-unreadable', patient, record, version };
  yield* versionFaults(patient, versions, classes);
}

async function* batchFaults(
  vault: CheckedVault,
  batch: { patient: string; number: number; root: string; committed: CommittedBatch },
): AsyncGenerator<VaultFault> {
  const { patient, number, root, committed } = batch;
  const opening = openBatch(nodeDigest, committed, () => true, 'nothing');
  const { bodies } = await vault.bodies(patient, committed.records);
  const faults = verifyOpening(nodeDigest, { patient, root, limit: 'nothing' }, opening, bodies);
  for (const fault of faults) yield { ...fault, patient, batch: number };
}

function* versionFaults(
  patient: string,
  versions: readonly StoredVersion<unknown>[],
  classes: ReadonlyMap<string, string>,
): Generator<VaultFault> {
  for (const { record, version, class: ofClass } of versions) {
    const committed = classes.get(nameOf({ record, version }));
    if (committed === undefined) yield { kind: 'record-uncommitted', patient, record, version };
    else if (committed !== ofClass) yield { kind: 'record-relabelled', patient, record, version };
  }
}

function nameOf({ record, version }: RecordVersion): string {
  return `${record}/${version}`;
}
