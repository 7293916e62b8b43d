/** Keeps the keys of patients' records: drawn when their first record comes, wrapped anew, and destroyed for good. */
import { LedgerError } from '@theriac/domain/ledger';
import { and, asc, count, eq, isNull, notInArray, sql } from 'drizzle-orm';
import { ConfigError } from '../../../config';
import type { Database, Executor, Transaction } from '../../../database';
import type { OrganisationKey, OrganisationKeys } from './organisation-keys';
import { patientKeys } from './patient-keys.table';
import { drawKey, seal, SealBroken, unseal } from './seal';

/** A patient's row. */
type Row = typeof patientKeys.$inferSelect;

/** The form of a patient's id. */
const PATIENT = '^[0-9a-f]{32}$';
/** Patients of one database transaction while their keys are wrapped anew. */
const PATIENTS_AT_ONCE = 200;

/** The store of patients' keys. */
export class PatientKeyStore {
  constructor(
    private readonly db: Database,
    private readonly keys: OrganisationKeys,
  ) {}

  /**
   * The patient's key, drawn now if they have none. The row stays locked until the transaction ends, so that what changes
   * one patient's records takes turns, and none comes after their key was destroyed.
   *
   * @throws LedgerError RECORDS_ERASED when it was destroyed
   */
  async obtain(patient: string, transaction: Transaction): Promise<Uint8Array> {
    const drawn = this.#wrapped(patient, drawKey());
    const [row] = await transaction
      .insert(patientKeys)
      .values({ patient, ...drawn })
      // Nothing changes; the update locks the row and returns it.
      .onConflictDoUpdate({ target: patientKeys.patient, set: { at: sql`${patientKeys.at}` } })
      .returning();
    if (row === undefined) throw new Error('an insert returned no row');
    return this.#unwrapped(row);
  }

  /**
   * The patient's key; undefined when this custodian has no record of them.
   *
   * @throws LedgerError RECORDS_ERASED when it was destroyed
   */
  async find(patient: string, within: Executor = this.db): Promise<Uint8Array | undefined> {
    const [row] = await within.select().from(patientKeys).where(eq(patientKeys.patient, patient));
    return row === undefined ? undefined : this.#unwrapped(row);
  }

  /**
   * Destroys the patient's key: no version of their records can be read again, here or from any copy of these tables. A
   * patient without a key gets a row too, so that none is drawn for them later.
   *
   * @returns when it was destroyed; the first time, if it was before
   */
  async destroyPatientKey(patient: string, within: Executor = this.db): Promise<Date> {
    const destroyed = { wrappedKey: null, organisationKey: null };
    const [row] = await within
      .insert(patientKeys)
      .values({ patient, ...destroyed, destroyedAt: sql`now()` })
      .onConflictDoUpdate({
        target: patientKeys.patient,
        set: { ...destroyed, destroyedAt: sql`coalesce(${patientKeys.destroyedAt}, now())` },
      })
      .returning({ destroyedAt: patientKeys.destroyedAt });
    if (row?.destroyedAt === undefined || row.destroyedAt === null) throw new Error('an insert returned no row');
    return row.destroyedAt;
  }

  /**
   * The patients whose records this custodian can read, in the order of their ids, some at a time. Keys of what is on its
   * way into the vault have other names, and are none of a patient's.
   */
  async patientsAfter(last: string, most: number): Promise<string[]> {
    const rows = await this.db
      .select({ patient: patientKeys.patient })
      .from(patientKeys)
      .where(
        and(
          sql`${patientKeys.patient} > ${last}`,
          sql`${patientKeys.patient} ~ ${PATIENT}`,
          isNull(patientKeys.destroyedAt),
        ),
      )
      .orderBy(asc(patientKeys.patient))
      .limit(most);
    return rows.map(({ patient }) => patient);
  }

  /**
   * Checks before the start that every patient's key can be opened by a key that was given.
   *
   * @throws ConfigError when some are wrapped by another one
   */
  async check(): Promise<void> {
    const { current, previous } = this.keys;
    const known = [current.id, ...(previous === undefined ? [] : [previous.id])];
    const [row] = await this.db
      .select({ strangers: count() })
      .from(patientKeys)
      .where(and(isNull(patientKeys.destroyedAt), notInArray(patientKeys.organisationKey, known)));
    if (row !== undefined && row.strangers > 0)
      throw new ConfigError([
        `THERIAC_VAULT_KEY_FILE is not the key of ${row.strangers} patients’ records: put it back from the backup, or give it as THERIAC_PREVIOUS_VAULT_KEY_FILE`,
      ]);
  }

  /** How many patients' keys the previous key of the organisation still wraps: at 0 it is needed no more. */
  async leftToRotate(): Promise<number> {
    const { previous } = this.keys;
    if (previous === undefined) return 0;
    const rows = this.db.select({ left: count() }).from(patientKeys);
    const [row] = await rows.where(eq(patientKeys.organisationKey, previous.id));
    return row?.left ?? 0;
  }

  /**
   * Wraps patients' keys that the previous key still wraps by the one in force; bodies stay as they are. Broken off, it
   * goes on where it ended.
   *
   * @param onProgress told after each part how many were wrapped anew and how many are left
   */
  async rotate(onProgress: (done: number, left: number) => void = () => undefined): Promise<number> {
    let done = 0;
    for (;;) {
      const wrapped = await this.db.transaction((transaction) => this.#rotateSome(transaction));
      done += wrapped;
      const left = await this.leftToRotate();
      if (wrapped > 0) onProgress(done, left);
      // None at once with some left: another process has these locked and wraps them itself.
      if (wrapped === 0) return done;
    }
  }

  async #rotateSome(transaction: Transaction): Promise<number> {
    const { previous, current } = this.keys;
    if (previous === undefined || previous.id === current.id) return 0;
    const rows = await transaction
      .select()
      .from(patientKeys)
      .where(eq(patientKeys.organisationKey, previous.id))
      .limit(PATIENTS_AT_ONCE)
      .for('update', { skipLocked: true });
    for (const row of rows) {
      const anew = this.#wrapped(row.patient, this.#unwrapped(row));
      await transaction.update(patientKeys).set(anew).where(eq(patientKeys.patient, row.patient));
    }
    return rows.length;
  }

  #wrapped(patient: string, key: Uint8Array) {
    const { current } = this.keys;
    return { wrappedKey: seal(current.key, this.#placeOf(patient), key), organisationKey: current.id };
  }

  #unwrapped({ patient, wrappedKey, organisationKey }: Row): Uint8Array {
    if (wrappedKey === null) throw new LedgerError('RECORDS_ERASED', 'the custodian destroyed the patient’s key');
    const key = this.#named(organisationKey);
    try {
      if (key !== undefined) return unseal(key.key, this.#placeOf(patient), wrappedKey);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
    }
    throw new LedgerError('RECORD_UNREADABLE', 'the patient’s key does not open with a key of the organisation');
  }

  #named(id: string | null): OrganisationKey | undefined {
    return [this.keys.current, this.keys.previous].find((key) => key?.id === id);
  }

  #placeOf(patient: string) {
    return { use: 'patient key', organisation: this.keys.organisation, patient };
  }
}
