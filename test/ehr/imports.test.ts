/** Imports: what is refused and why, what waits for a link, and what an administrator of the database cannot do unseen. */
import { ImportWorld } from '../fixtures/import-world';
import { aDiagnosis, aMeasurement, aPatient, aStay, bundleOf, linesOf } from '../fixtures/told-records';

jest.setTimeout(60_000);

let world: ImportWorld;
let ana: string;
beforeAll(async () => {
  world = await ImportWorld.start();
}, 60_000);
beforeEach(async () => {
  await world.begin();
  ana = await world.patient();
  await world.link(ana, 'R-1');
});
afterAll(() => world.stop());

const NDJSON = 'application/fhir+ndjson';
const person = aPatient('p', 'R-1');
const query = (text: string, ...values: unknown[]) => world.database.pool.query(text, values);

describe('every resource is accounted for', () => {
  it('and one that is refused does not stop the rest', async () => {
    const lines = [
      ...[person, aMeasurement('o1', 80), { ...aMeasurement('o2', 80), status: 'secret-status' }],
      ...[{ resourceType: 'Claim', id: 'c' }, { resourceType: 'Claim', id: 'd' }, aPatient('nobody', '')],
      aMeasurement('o3', 80, undefined, { subject: { reference: 'Patient/stranger' } }),
    ];
    const counts = await world.import(
      'his',
      `${linesOf(...lines)}no json\n\n${linesOf(aMeasurement('o4', 81))}`,
      NDJSON,
    );
    expect(counts).toMatchObject({ kept: 2, patients: 1, otherTypes: { Claim: 2 }, refused: 4, waiting: 0 });
    expect(counts.refusals).toEqual([
      { place: 'line 3', element: 'Observation.status', rule: expect.stringContaining('must be one of registered') },
      { place: 'line 6', element: expect.stringContaining('Patient.identifier'), rule: expect.any(String) },
      { place: 'line 7', element: 'Resource.subject', rule: expect.stringContaining('must lead to a Patient') },
      { place: 'line 8', element: 'Resource', rule: 'must be JSON' },
    ]);
    expect(JSON.stringify(counts)).not.toMatch(/secret|stranger/);
  });

  it('in another upload of the same system the Patient is known', async () => {
    await world.import('his', linesOf(person), NDJSON);
    expect(await world.import('his', linesOf(aMeasurement('o1', 80)), NDJSON)).toMatchObject({ kept: 1, refused: 0 });
    // Another system's Patient of that id is somebody else.
    expect(await world.import('ward', linesOf(aMeasurement('o1', 80)), NDJSON)).toMatchObject({ kept: 0, refused: 1 });
  });

  it.each([
    ['is no Bundle', '{"resourceType":"Patient"}', '/resourceType', 'must be Bundle'],
    ['breaks off', bundleOf(person).slice(0, -3), '/entry/0/resource', 'ends too early'],
    ['names a field twice', '{"resourceType":"Bundle","entry":[{"resource":{"a":1,"a":2}}]}', '/entry/0', 'once only'],
  ])('a document that %s is refused as a whole', async (_what, text, place, rule) => {
    const refusal = await world.import('his', text).catch((error: unknown) => (error as Error).message);
    expect(refusal).toContain('INVALID_INPUT');
    expect(refusal).toContain(place);
    expect(refusal).toContain(rule);
  });
});

describe('what waits for a link', () => {
  it('lies sealed under the record number, and is kept when the link comes', async () => {
    const counts = await world.import('his', bundleOf(aPatient('p', 'number-77'), aDiagnosis('c', 'F32.1', 'active')));
    expect(counts).toMatchObject({ waiting: 1, kept: 0 });
    const tables = ['import_records', 'import_patients', 'import_resources', 'vault_patient_keys'];
    for (const table of tables) {
      const { rows } = await query(`SELECT * FROM ${table}`);
      const values = (rows as Record<string, unknown>[]).flatMap((row) => Object.values(row));
      const text = values.map((one) => (Buffer.isBuffer(one) ? one.toString('latin1') : String(one))).join();
      expect(text).not.toMatch(/number-77|Condition|F32|"p"/);
    }
    const ben = await world.patient();
    await world.keepLinked();
    expect(await world.shown(ben)).toEqual([]);
    await world.link(ben, 'number-77');
    await world.keepLinked();
    expect(await world.shown(ben)).toMatchObject([{ by: ['his'], item: { labels: { sensitivities: ['PSY'] } } }]);
    expect((await query('SELECT 1 FROM import_resources')).rows).toEqual([]);
    expect(await world.faults()).toEqual([]);
  });

  it('a stay that is told after what refers to it is the one that was meant', async () => {
    const inStay = { encounter: { reference: 'Encounter/e' } };
    await world.import('his', bundleOf(person, aMeasurement('o', 80, undefined, inStay)));
    await world.import('his', bundleOf(person, aStay('e')));
    const shown = await world.shown(ana);
    const stay = shown.find(({ item }) => item.type === 'Encounter');
    expect(shown.find(({ item }) => item.type === 'Observation')?.item.references).toEqual([
      `Encounter/${stay?.item.id}`,
    ]);
  });
});

describe('the ledger’s record log', () => {
  beforeEach(async () => {
    await world.import('his', bundleOf(person, aMeasurement('o1', 80), aDiagnosis('c1', 'E11.9', 'active')));
    await world.import('his', bundleOf(person, aMeasurement('o2', 90)));
    expect(await world.faults()).toEqual([]);
  });

  const aVersion = async (): Promise<string> => {
    const text = 'SELECT record FROM vault_versions JOIN vault_batches USING (batch) WHERE number = 1';
    return ((await query(text)).rows as { record: string }[])[0]!.record;
  };

  it('shows a row that was altered', async () => {
    const record = await aVersion();
    await query(`UPDATE vault_versions SET sealed_body = sealed_body || '\\x00'::bytea WHERE record = $1`, record);
    expect(await world.faults()).toMatchObject([
      { kind: 'record-withheld', patient: ana, batch: 1, records: [{ record }] },
    ]);
  });

  it('shows a row that was dropped', async () => {
    const record = await aVersion();
    await query('DELETE FROM vault_sources WHERE record = $1', record);
    await query('DELETE FROM vault_versions WHERE record = $1', record);
    expect(await world.faults()).toMatchObject([
      { kind: 'record-withheld', patient: ana, batch: 1, records: [{ record }] },
    ]);
  });

  it('shows a whole batch that was dropped', async () => {
    const record = await aVersion();
    await query('DELETE FROM vault_sources WHERE record = $1', record);
    await query('DELETE FROM vault_versions WHERE record = $1', record);
    await query('DELETE FROM vault_batches WHERE number = 1');
    expect(await world.faults()).toEqual([
      { kind: 'batches-altered', patient: ana, start: 0, end: 2 },
      { kind: 'batch-missing', patient: ana, batch: 1 },
    ]);
  });

  it('shows a batch that the ledger was never told of', async () => {
    await query('UPDATE vault_batches SET number = 2 WHERE number = 1');
    expect(await world.faults()).toEqual(
      expect.arrayContaining([
        { kind: 'batch-missing', patient: ana, batch: 1 },
        { kind: 'batch-unanchored', patient: ana, batch: 2 },
      ]),
    );
  });
});

it('one upload of many patients is anchored in one transaction for 64 of them', async () => {
  const many = await Promise.all(Array.from({ length: 66 }, () => world.patient()));
  for (const [at, patient] of many.entries()) await world.link(patient, `N-${at}`);
  const before = world.care.ledger.ledger.height('care');
  const lines = many.flatMap((_patient, at) => [
    aPatient(`p${at}`, `N-${at}`),
    aMeasurement(`o${at}`, at, undefined, { subject: { reference: `Patient/p${at}` } }),
  ]);
  expect(await world.import('his', linesOf(...lines), NDJSON)).toMatchObject({ kept: 66, patients: 66 });
  expect(Number(world.care.ledger.ledger.height('care') - before)).toBe(2);
});
