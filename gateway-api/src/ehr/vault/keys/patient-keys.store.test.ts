/** Patients' keys: one each, wrapped, wrapped anew without a gap, destroyed for good. */
import { dyingDatabase } from '../../../database/fixtures/dying-process';
import { startTestServer, type TestDatabase, type TestServer } from '../../../database/fixtures/test-database';
import { organisationKey, type OrganisationKeys } from './organisation-keys';
import { PatientKeyStore } from './patient-keys.store';
import { drawKey } from './seal';

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
beforeEach(async () => {
  database = await server.fresh();
});
afterAll(() => server.stop());

const old = organisationKey(drawKey());
const next = organisationKey(drawKey());
const keysOf = (current: typeof old, previous?: typeof old): OrganisationKeys => ({
  ...{ organisation: 'hospital', current, previous },
});
const storeUnder = (keys: OrganisationKeys) => new PatientKeyStore(database.db, keys);
const ana = 'a'.repeat(32);
const ben = 'b'.repeat(32);
const obtain = (store: PatientKeyStore, patient: string) => database.db.transaction((tx) => store.obtain(patient, tx));
const bytesOf = (key: Uint8Array | undefined) => Buffer.from(key ?? []).toString('hex');

describe('a patient’s key', () => {
  it('is drawn once, also by two imports at once, and is another one for another patient', async () => {
    const store = storeUnder(keysOf(old));
    const [one, same, other] = await Promise.all([obtain(store, ana), obtain(store, ana), obtain(store, ben)]);
    expect(one).toHaveLength(32);
    expect(bytesOf(same)).toBe(bytesOf(one));
    expect(bytesOf(other)).not.toBe(bytesOf(one));
    expect(bytesOf(await store.find(ana))).toBe(bytesOf(one));
    expect(await store.find('nobody')).toBeUndefined();
    // Keys of records that no link leads from yet lie there too, and are nobody's.
    await obtain(store, 'record c0ffee');
    expect(await store.patientsAfter('', 10)).toEqual([ana, ben]);
  });

  it('opens in its own row, organisation and under its own key only', async () => {
    const store = storeUnder(keysOf(old));
    await obtain(store, ana);
    await expect(
      new PatientKeyStore(database.db, { ...keysOf(old), organisation: 'clinic' }).find(ana),
    ).rejects.toThrow('RECORD_UNREADABLE');
    await expect(storeUnder(keysOf(next)).find(ana)).rejects.toThrow('RECORD_UNREADABLE');
    await obtain(store, 'b');
    await database.pool.query(
      `UPDATE vault_patient_keys SET wrapped_key = (SELECT wrapped_key FROM vault_patient_keys WHERE patient = 'b')`,
    );
    await expect(store.find(ana)).rejects.toThrow('RECORD_UNREADABLE');
  });

  it('stops a start with a key that is not the one of the records', async () => {
    await obtain(storeUnder(keysOf(old)), ana);
    await expect(storeUnder(keysOf(next)).check()).rejects.toThrow('is not the key of 1 patients’ records');
    await expect(storeUnder(keysOf(next, old)).check()).resolves.toBeUndefined();
    await expect(storeUnder(keysOf(old)).check()).resolves.toBeUndefined();
  });

  it('is destroyed for good, and the row says when', async () => {
    const store = storeUnder(keysOf(old));
    await obtain(store, ana);
    const at = await store.destroyPatientKey(ana);
    expect(await store.destroyPatientKey(ana)).toEqual(at);
    await expect(store.find(ana)).rejects.toThrow('RECORDS_ERASED');
    await expect(obtain(store, ana)).rejects.toThrow('RECORDS_ERASED');
    expect(await store.patientsAfter('', 10)).toEqual([]);
    const { rows } = await database.pool.query(
      'SELECT wrapped_key, organisation_key, destroyed_at FROM vault_patient_keys',
    );
    expect(rows).toEqual([{ wrapped_key: null, organisation_key: null, destroyed_at: at }]);
    await expect(storeUnder(keysOf(next)).check()).resolves.toBeUndefined();
  });
});

describe('a new key of the organisation', () => {
  const patients = Array.from({ length: 450 }, (_, n) => `p${String(n).padStart(3, '0')}`);

  const wrapAll = async () => {
    const store = storeUnder(keysOf(old));
    return database.db.transaction(async (tx) => {
      const keys = new Map<string, string>();
      for (const patient of patients) keys.set(patient, bytesOf(await store.obtain(patient, tx)));
      return keys;
    });
  };

  it('wraps every patient’s key anew, which stays the same', async () => {
    const keys = await wrapAll();
    await storeUnder(keysOf(old)).destroyPatientKey('p000');
    const rotating = storeUnder(keysOf(next, old));
    const progress: [number, number][] = [];
    expect(await rotating.rotate((done, left) => progress.push([done, left]))).toBe(449);
    expect(progress).toEqual([
      [200, 249],
      [400, 49],
      [449, 0],
    ]);
    const after = storeUnder(keysOf(next));
    for (const patient of ['p001', 'p449']) expect(bytesOf(await after.find(patient))).toBe(keys.get(patient));
    await expect(after.find('p000')).rejects.toThrow('RECORDS_ERASED');
    await expect(storeUnder(keysOf(old)).find('p001')).rejects.toThrow('RECORD_UNREADABLE');
    expect(await rotating.rotate()).toBe(0);
  });

  it('goes on where a process died, and all keys are read meanwhile', async () => {
    const keys = await wrapAll();
    const dying = dyingDatabase(database.url, 1);
    void new PatientKeyStore(dying.db, keysOf(next, old)).rotate();
    await dying.died;
    const rotating = storeUnder(keysOf(next, old));
    expect(await rotating.leftToRotate()).toBe(250);
    for (const patient of patients) expect(bytesOf(await rotating.find(patient))).toBe(keys.get(patient));
    expect(await rotating.rotate()).toBe(250);
    expect(await rotating.leftToRotate()).toBe(0);
  });
});
