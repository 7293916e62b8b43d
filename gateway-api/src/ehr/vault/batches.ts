/** The batches of a patient's records: what was committed to, in the order of the record log. */
import type { CommittedBatch } from '@theriac/domain/ehr/commitment';
import { fromHex, toHex } from '@theriac/domain/ledger';
import { asc, count, eq } from 'drizzle-orm';
import type { Executor, Transaction } from '../../database';
import { SealBroken, type SealPlace } from './keys/seal';
import { openJson, sealJson } from './sealed-json';
import type { OpenPatient } from './stored-versions';
import { vaultBatches } from './vault.table';

/** A batch, as it is kept. */
export interface KeptBatch {
  readonly id: string;
  /** Its place in the patient's record log, from 0. */
  readonly number: number;
  /** What the ledger was told, hex. */
  readonly root: string;
}

/** What is sealed of a batch. */
interface SealedBatch {
  /** Hex. */
  readonly secret: string;
  readonly records: CommittedBatch['records'];
}

/** Keeps a patient's next batch; the patient is locked meanwhile. */
export async function insertBatch(
  { patient, key }: OpenPatient,
  { id, root }: Omit<KeptBatch, 'number'>,
  { secret, records }: CommittedBatch,
  within: Transaction,
): Promise<number> {
  const rows = within.select({ number: count() }).from(vaultBatches);
  const [row] = await rows.where(eq(vaultBatches.patient, patient));
  const number = row?.number ?? 0;
  const text: SealedBatch = { secret: toHex(secret), records };
  const sealed = sealJson(key, batchPlace(patient, id), text);
  await within.insert(vaultBatches).values({ batch: id, patient, number, root: fromHex(root), sealed });
  return number;
}

/** A patient's batches in their order; one that does not open comes without what it committed to. */
export async function openBatches(
  { patient, key }: OpenPatient,
  within: Executor,
): Promise<(KeptBatch & { readonly committed: CommittedBatch | undefined })[]> {
  const rows = await within
    .select()
    .from(vaultBatches)
    .where(eq(vaultBatches.patient, patient))
    .orderBy(asc(vaultBatches.number));
  return rows.map(({ batch: id, number, root, sealed }) => ({
    ...{ id, number, root: toHex(root) },
    committed: openCommitted(key, batchPlace(patient, id), sealed),
  }));
}

function openCommitted(key: Uint8Array, place: SealPlace, sealed: Uint8Array): CommittedBatch | undefined {
  try {
    const { secret, records } = openJson(key, place, sealed) as SealedBatch;
    return { secret: fromHex(secret), records };
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

function batchPlace(patient: string, batch: string): SealPlace {
  return { use: 'batch', patient, batch };
}
