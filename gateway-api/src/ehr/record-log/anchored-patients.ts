/** What the ledger has of each patient's records here, for the check of the vault against it. */
import { EMPTY_RECORD_LOG, type LogFault, verifyBatches } from '@theriac/domain/ehr/commitment';
import type { Caller } from '../../caller';
import { nodeDigest } from '../../supply/node-digest';
import { type PatientKeyStore, type Vault, type VaultFault, verifyVault } from '../vault';
import type { RecordLogClient } from './record-log.client';

/** Patients whose ids are read at once. */
const PATIENTS_AT_ONCE = 500;

/** What is wrong with a patient's batches as a whole: their roots are not those of the ledger's log. */
export type RecordLogFault = { readonly patient: string } & LogFault;

/** What the check works with. */
export interface VaultCheckParts {
  readonly vault: Pick<Vault<unknown>, 'batches' | 'bodies' | 'versions'>;
  readonly keys: Pick<PatientKeyStore, 'patientsAfter'>;
  readonly client: Pick<RecordLogClient, 'logsOf'>;
  /** The gateway itself, and its organisation. */
  readonly machine: Caller;
}

/** Checks every patient's records against their record log on the ledger; each fault as it is found. */
export async function* verifyAgainstLedger(
  parts: VaultCheckParts,
  progress: (patients: number) => void = () => undefined,
): AsyncGenerator<VaultFault | RecordLogFault> {
  let checked = 0;
  let last = '';
  for (;;) {
    const patients = await parts.keys.patientsAfter(last, PATIENTS_AT_ONCE);
    for (const patient of patients) {
      yield* verifyPatient(parts, patient);
      last = patient;
    }
    checked += patients.length;
    if (patients.length === 0) return;
    progress(checked);
  }
}

async function* verifyPatient(
  { vault, client, machine }: VaultCheckParts,
  patient: string,
): AsyncGenerator<VaultFault | RecordLogFault> {
  const logs = await client.logsOf(machine, patient);
  const log = logs.find(({ custodian }) => custodian === machine.organisation)?.log ?? EMPTY_RECORD_LOG;
  const kept = new Map((await vault.batches(patient)).map(({ number, root }) => [number, root]));
  // One that is not here any more is named by its place, and the others keep theirs.
  const roots = Array.from({ length: log.size }, (_, number) => kept.get(number) ?? '');
  // The ledger has the log's peaks and not each root: those that the vault names are the ledger's when they add up to it.
  for (const fault of verifyBatches(nodeDigest, log, roots)) yield { ...fault, patient };
  yield* verifyVault(vault, [{ patient, roots }]);
}
