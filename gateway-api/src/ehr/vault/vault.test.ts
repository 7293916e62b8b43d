/** The vault on a real database: what several systems tell is kept once, encrypted, and never overwritten. */
import {
  appendBatch,
  EMPTY_RECORD_LOG,
  openBatch,
  type ReceivedRecord,
  verifyBatches,
  verifyOpening,
} from '@theriac/domain/ehr/commitment';
import { startTestServer, type TestDatabase, type TestServer } from '../../database/fixtures/test-database';
import { nodeDigest } from '../../supply/node-digest';
import { ANA, DARA, FIRST_KEY, keep, openTestVault, saidBy, shown, told, type TestItem } from './fixtures/test-vault';
import { organisationKey } from './keys/organisation-keys';
import { drawKey } from './keys/seal';
import type { Vault } from './vault';

let server: TestServer;
let database: TestDatabase;
let vault: Vault<TestItem>;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
beforeEach(async () => {
  database = await server.fresh();
  vault = openTestVault(database);
});
afterAll(() => server.stop());

const TABLES = [
  'vault_patient_keys',
  'vault_records',
  'vault_identifiers',
  'vault_batches',
  'vault_versions',
  'vault_sources',
];

/** Every row of the vault as the database holds it, bytes as text. */
async function everything(): Promise<string> {
  const tables = await Promise.all(
    TABLES.map((table) => database.pool.query<Record<string, unknown>>(`SELECT * FROM ${table}`)),
  );
  const values = tables.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row)));
  return values.map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value))).join('\n');
}

async function bodiesOf(patient: string): Promise<readonly ReceivedRecord[]> {
  const { versions } = await vault.versions(patient);
  return (await vault.bodies(patient, versions)).bodies;
}

describe('what systems tell', () => {
  it('comes out as it went in, with its source and arrival', async () => {
    const { batch, kept } = await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80', ['x'])]);
    expect(kept).toEqual([{ record: expect.any(String), version: 1, isNew: true, isShown: true }]);
    expect(batch).toMatchObject({ number: 0, classes: [{ class: 'N|Observation', count: 1 }] });
    const { versions, unreadable } = await vault.versions(ANA);
    expect(unreadable).toEqual([]);
    expect(versions).toMatchObject([
      { item: { title: 'pulse 80' }, class: 'N|Observation', isShown: true, sources: [{ system: 'ward', id: 'o1' }] },
    ]);
    expect(Math.abs(Date.parse(versions[0]!.arrivedAt) - Date.now())).toBeLessThan(60_000);
    expect((await bodiesOf(ANA)).map(({ body }) => body)).toEqual([told('ward', 'o1', 'pulse 80', ['x']).body]);
  });

  it('lies in the database without a word of it', async () => {
    await keep(database, vault, ANA, [{ ...told('ward', 'o1', 'pulse 80', ['number-77']), class: 'PSY|Observation' }]);
    const stored = await everything();
    expect(stored).toContain(ANA);
    for (const word of ['ward', 'o1"', 'pulse', 'number-77', 'urn:lab', 'Observation', 'PSY', 'lastUpdated'])
      expect(stored).not.toContain(word);
  });

  it('is kept once when two systems tell the same thing, with both as sources', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80', ['x'])]);
    const { batch, kept } = await keep(database, vault, ANA, [told('lab', '77', 'pulse 80', ['x', 'y'])]);
    expect(batch).toBeUndefined();
    expect(kept).toMatchObject([{ version: 1, isNew: false, isShown: true }]);
    expect(await shown(vault, ANA)).toEqual([{ says: 'pulse 80', by: ['ward', 'lab'] }]);
  });

  it('is kept once when it is told again, or twice in one batch', async () => {
    const twice = [told('ward', 'o1', 'pulse 80'), told('ward', 'o1', 'pulse 80')];
    expect((await keep(database, vault, ANA, twice)).kept.map(({ isNew }) => isNew)).toEqual([true, false]);
    expect((await keep(database, vault, ANA, twice)).batch).toBeUndefined();
    expect(await bodiesOf(ANA)).toHaveLength(1);
  });

  it('becomes a version when systems contradict each other: the newest is shown, and who told it', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80', ['x'], '2026-01-01T10:00:00Z')]);
    await keep(database, vault, ANA, [told('lab', '77', 'pulse 90', ['x'], '2026-01-01T12:00:00+01:00')]);
    expect(await shown(vault, ANA)).toEqual([{ says: 'pulse 90', by: ['lab'] }]);
    expect((await bodiesOf(ANA)).map(({ body }) => saidBy(body)).sort()).toEqual(['pulse 80', 'pulse 90']);
  });

  it('never overwrites what is newer when it comes late', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80', ['x'], '2026-01-02T00:00:00Z')]);
    const late = await keep(database, vault, ANA, [told('lab', '77', 'pulse 70', ['x'], '2026-01-01T00:00:00Z')]);
    expect(late.kept).toMatchObject([{ version: 2, isNew: true, isShown: false }]);
    expect(await shown(vault, ANA)).toEqual([{ says: 'pulse 80', by: ['ward'] }]);
  });

  it('is as of its arrival where it names no moment, or one to come', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'fast clock', ['x'], '2999-01-01T00:00:00Z')]);
    await keep(database, vault, ANA, [told('lab', '77', 'no moment', ['x'])]);
    expect(await shown(vault, ANA)).toEqual([{ says: 'no moment', by: ['lab'] }]);
  });

  it('is shown again when a system says again what it said before', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80', [], '2026-01-01T00:00:00Z')]);
    await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 90', [], '2026-01-02T00:00:00Z')]);
    const { kept } = await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80', [], '2026-01-03T00:00:00Z')]);
    expect(kept).toMatchObject([{ version: 1, isNew: false, isShown: true }]);
    expect(await shown(vault, ANA)).toEqual([{ says: 'pulse 80', by: ['ward', 'ward'] }]);
  });

  it('becomes one thing when a third system shows that two are the same', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80', ['x'], '2026-01-02T00:00:00Z')]);
    await keep(database, vault, ANA, [told('lab', '77', 'pulse 90', ['y'], '2026-01-01T00:00:00Z')]);
    expect(await shown(vault, ANA)).toHaveLength(2);
    await keep(database, vault, ANA, [told('archive', 'c', 'pulse 85', ['x', 'y'], '2025-01-01T00:00:00Z')]);
    expect(await shown(vault, ANA)).toEqual([{ says: 'pulse 80', by: ['ward'] }]);
    await keep(database, vault, ANA, [told('lab', '77', 'pulse 95', ['y'], '2026-01-03T00:00:00Z')]);
    expect(await shown(vault, ANA)).toEqual([{ says: 'pulse 95', by: ['lab'] }]);
  });

  it('is of one patient only, whatever names they share', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'of Ana', ['x'])]);
    await keep(database, vault, DARA, [told('ward', 'o1', 'of Dara', ['x'])]);
    expect(await shown(vault, ANA)).toEqual([{ says: 'of Ana', by: ['ward'] }]);
    const { rows } = await database.pool.query('SELECT DISTINCT digest FROM vault_identifiers');
    expect(rows).toHaveLength(4);
    expect(await vault.versions('nobody')).toEqual({ versions: [], unreadable: [] });
  });

  it('has one record when two imports bring it at once', async () => {
    const bring = (system: string) => keep(database, vault, ANA, [told(system, system, 'pulse 80', ['x'])]);
    await Promise.all(['a', 'b', 'c', 'd'].map(bring));
    const [one, ...others] = await shown(vault, ANA);
    expect(others).toEqual([]);
    expect([...one!.by].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is found by what a system calls it, as references do', async () => {
    const { kept } = await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80')]);
    const asked = [
      { type: 'Observation', system: 'ward', id: 'o1' },
      { type: 'Observation', system: 'lab', id: 'o1' },
      { type: 'Condition', system: 'ward', id: 'o1' },
    ];
    const found = await database.db.transaction((tx) => vault.names.find(ANA, asked, tx));
    expect(found).toEqual([kept[0]!.record, undefined, undefined]);
  });
});

describe('what is committed to', () => {
  const many = Array.from({ length: 30 }, (_, n) => ({
    ...told('ward', `o${n}`, `pulse ${n}`),
    class: n % 3 === 0 ? 'PSY|Observation' : 'N|Observation',
  }));

  it('is what a reader verifies, batch by batch, against the record log', async () => {
    const first = await keep(database, vault, ANA, many.slice(0, 20));
    const second = await keep(database, vault, ANA, many.slice(20));
    const log = [first, second].reduce((so, { batch }) => appendBatch(nodeDigest, so, batch!.root), EMPTY_RECORD_LOG);
    const batches = await vault.batches(ANA);
    expect(batches.map(({ number }) => number)).toEqual([0, 1]);
    expect(
      verifyBatches(
        nodeDigest,
        log,
        batches.map(({ root }) => root),
      ),
    ).toEqual([]);
    for (const { root, committed } of batches) {
      const isGranted = (one: { class: string }) => one.class === 'N|Observation';
      const opening = openBatch(nodeDigest, committed!, isGranted, 'classes');
      const { bodies } = await vault.bodies(ANA, committed!.records.filter(isGranted));
      const anchored = { patient: ANA, root, limit: 'classes' } as const;
      expect(verifyOpening(nodeDigest, anchored, opening, bodies)).toEqual([]);
      expect(verifyOpening(nodeDigest, anchored, opening, bodies.slice(1))).toMatchObject([
        { kind: 'record-withheld' },
      ]);
    }
  });

  it('does not open where the database was changed, and keeps nobody from the rest', async () => {
    const { kept } = await keep(database, vault, ANA, many.slice(0, 4));
    const [one, two, three, four] = kept.map(({ record, version }) => ({ record, version }));
    const change = (what: string, from: string, to: string) =>
      database.pool.query(
        `UPDATE vault_versions SET ${what} = (SELECT ${what} FROM vault_versions WHERE record = $1) WHERE record = $2`,
        [from, to],
      );
    await change('sealed_item', four!.record, one!.record);
    await change('wrapped_key', four!.record, two!.record);
    await change('sealed_body', four!.record, three!.record);
    const { versions, unreadable } = await vault.versions(ANA);
    const byRecord = (records: readonly { record: string }[]) => records.map(({ record }) => record).sort();
    expect(byRecord(unreadable)).toEqual(byRecord([one!, two!]));
    expect(byRecord(versions)).toEqual(byRecord([three!, four!]));
    const stored = await vault.bodies(ANA, [three!, four!]);
    expect(stored.unreadable).toEqual([three]);
    expect(byRecord(stored.bodies)).toEqual([four!.record]);
  });
});

describe('the keys of the vault', () => {
  it('leave nothing readable once a patient’s was destroyed', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80')]);
    await keep(database, vault, DARA, [told('ward', 'o1', 'pulse 80')]);
    await vault.keys.destroyPatientKey(ANA);
    await expect(vault.versions(ANA)).rejects.toThrow('RECORDS_ERASED');
    await expect(vault.bodies(ANA, [])).rejects.toThrow('RECORDS_ERASED');
    await expect(vault.batches(ANA)).rejects.toThrow('RECORDS_ERASED');
    await expect(keep(database, vault, ANA, [told('ward', 'o2', 'pulse 80')])).rejects.toThrow('RECORDS_ERASED');
    expect(await shown(vault, DARA)).toHaveLength(1);
  });

  it('are wrapped by a new key of the organisation without a body being written', async () => {
    await keep(database, vault, ANA, [told('ward', 'o1', 'pulse 80')]);
    const versions = async () => (await database.pool.query<object>('SELECT *, xmin::text FROM vault_versions')).rows;
    const before = await versions();
    const next = organisationKey(drawKey());
    await openTestVault(database, next, FIRST_KEY).keys.rotate();
    expect(await versions()).toEqual(before);
    expect(await shown(openTestVault(database, next), ANA)).toEqual([{ says: 'pulse 80', by: ['ward'] }]);
    await expect(vault.versions(ANA)).rejects.toThrow('RECORD_UNREADABLE');
  });
});
