/** Whatever is changed in a vault's rows, with or without the keys, is named when the vault is checked against the ledger. */
import { startTestServer, type TestDatabase, type TestServer } from '../../database/fixtures/test-database';
import { ANA, DARA, keep, openTestVault, told, type TestItem } from './fixtures/test-vault';
import { drawKey } from './keys/seal';
import { openBody, openItem, type SealedVersion, sealVersion } from './sealed-version';
import type { Vault } from './vault';
import { verifyVault, type VaultFault } from './verify-vault';

let server: TestServer;
let database: TestDatabase;
let vault: Vault<TestItem>;
let roots: string[];
let records: string[];
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
beforeEach(async () => {
  database = await server.fresh();
  vault = openTestVault(database);
  const first = await keep(database, vault, ANA, [
    told('ward', 'o1', 'pulse 80'),
    { ...told('ward', 'o2', 'sad'), class: 'PSY|Observation' },
    told('ward', 'o3', 'pulse 90'),
  ]);
  const second = await keep(database, vault, ANA, [told('ward', 'o4', 'pulse 70')]);
  roots = [first, second].map(({ batch }) => batch!.root);
  records = [...first.kept, ...second.kept].map(({ record }) => record);
});
afterAll(() => server.stop());

async function verified(anchored = roots, patient = ANA): Promise<VaultFault[]> {
  const faults: VaultFault[] = [];
  for await (const fault of verifyVault(vault, [{ patient, roots: anchored }])) faults.push(fault);
  return faults;
}

const run = (text: string, ...values: unknown[]) => database.pool.query(text, values);

/** What an administrator does who has the keys: the row is written anew, and opens. */
async function forge(record: string, change: { title?: string; class?: string }): Promise<void> {
  const key = (await vault.keys.find(ANA))!;
  const place = { organisation: 'hospital', patient: ANA, record, version: 1 };
  const { rows } = await database.pool.query<Record<string, Buffer>>('SELECT * FROM vault_versions WHERE record = $1', [
    record,
  ]);
  const { wrapped_key, sealed_item, sealed_body } = rows[0]!;
  const row: SealedVersion = { wrappedKey: wrapped_key!, sealedItem: sealed_item!, sealedBody: sealed_body! };
  const kept = openItem<TestItem>(key, place, row);
  const item = { ...kept, item: { ...kept.item, class: change.class ?? kept.item.class } };
  const old = openBody(key, place, row);
  const body = change.title === undefined ? old : { ...old, note: [{ text: change.title }] };
  const forged = sealVersion(key, place, item, body);
  await run(
    'UPDATE vault_versions SET wrapped_key = $1, sealed_item = $2, sealed_body = $3 WHERE record = $4',
    ...[forged.wrappedKey, forged.sealedItem, forged.sealedBody, record],
  );
}

describe('checking a vault', () => {
  it('finds nothing where nothing was changed', async () => {
    expect(await verified()).toEqual([]);
    expect(await verified([], DARA)).toEqual([]);
  });

  it('names the row that an administrator changed who has the keys', async () => {
    await forge(records[2]!, { title: 'pulse 60' });
    expect(await verified()).toEqual([
      { kind: 'record-altered', patient: ANA, batch: 0, class: 'N|Observation', record: records[2], version: 1 },
    ]);
  });

  it('names the row whose label was taken off', async () => {
    await forge(records[1]!, { class: 'N|Observation' });
    expect(await verified()).toEqual([{ kind: 'record-relabelled', patient: ANA, record: records[1], version: 1 }]);
  });

  it('names the row that was changed without the keys', async () => {
    await run('UPDATE vault_versions SET sealed_body = $1 WHERE record = $2', drawKey(), records[0]);
    await run('UPDATE vault_versions SET sealed_item = $1 WHERE record = $2', drawKey(), records[3]);
    expect(await verified()).toEqual([
      {
        ...{ kind: 'record-withheld', patient: ANA, batch: 0, class: 'N|Observation', count: 1 },
        records: [{ record: records[0], version: 1 }],
      },
      { kind: 'record-unreadable', patient: ANA, record: records[3], version: 1 },
    ]);
  });

  it('names the row that was deleted', async () => {
    await run('DELETE FROM vault_versions WHERE record = $1', records[1]);
    expect(await verified()).toEqual([
      {
        ...{ kind: 'record-withheld', patient: ANA, batch: 0, class: 'PSY|Observation', count: 1 },
        records: [{ record: records[1], version: 1 }],
      },
    ]);
  });

  it('names the row that nobody committed to', async () => {
    const key = (await vault.keys.find(ANA))!;
    const place = { organisation: 'hospital', patient: ANA, record: records[0]!, version: 2 };
    const item = { content: '', item: { title: 'slipped in', class: 'N|Observation' } };
    const { wrappedKey, sealedItem, sealedBody } = sealVersion(key, place, item, { resourceType: 'Observation' });
    await run(
      `INSERT INTO vault_versions (record, version, patient, batch, wrapped_key, sealed_item, sealed_body)
       SELECT record, 2, patient, batch, $1, $2, $3 FROM vault_versions WHERE record = $4`,
      ...[wrappedKey, sealedItem, sealedBody, records[0]],
    );
    expect(await verified()).toEqual([{ kind: 'record-uncommitted', patient: ANA, record: records[0], version: 2 }]);
  });

  it('names batches that are missing, changed, or not on the ledger', async () => {
    expect(await verified(roots.slice(0, 1))).toEqual([{ kind: 'batch-unanchored', patient: ANA, batch: 1 }]);
    expect(await verified([...roots].reverse())).toMatchObject([
      { kind: 'batch-altered', batch: 0 },
      { kind: 'batch-altered', batch: 1 },
    ]);
    await run('UPDATE vault_batches SET sealed = $1 WHERE number = 1', drawKey());
    expect(await verified()).toEqual([
      { kind: 'batch-missing', patient: ANA, batch: 1 },
      { kind: 'record-uncommitted', patient: ANA, record: records[3], version: 1 },
    ]);
  });

  it('says of whom nothing can be checked', async () => {
    await run('UPDATE vault_patient_keys SET wrapped_key = $1', drawKey());
    expect(await verified()).toEqual([{ kind: 'patient-unreadable', patient: ANA }]);
    await vault.keys.destroyPatientKey(ANA);
    expect(await verified()).toEqual([{ kind: 'records-erased', patient: ANA }]);
  });
});
