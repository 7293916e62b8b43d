/** Sixteen systems tell of one patient: the same things, other things, contradictions, and old news late. One view of it. */
import { ImportWorld, type ShownRecord } from '../fixtures/import-world';
import {
  aDiagnosis,
  aMeasurement,
  anAllergy,
  aPatient,
  aPrescription,
  asOf,
  aStay,
  bundleOf,
  linesOf,
} from '../fixtures/told-records';

jest.setTimeout(120_000);

let world: ImportWorld;
beforeAll(async () => {
  world = await ImportWorld.start();
  await world.begin();
}, 60_000);
afterAll(() => world.stop());

const NDJSON = 'application/fhir+ndjson';
const person = aPatient('p', 'R-1');

/** Every system with what it sends, in the order of its coming. */
const SYSTEMS: readonly (readonly [system: string, text: string, mediaType?: string])[] = [
  [
    'his',
    bundleOf(
      person,
      aStay('e1', 'stay-1', { serviceProvider: { reference: 'Organization/medicine', display: 'Dr. Grey’s ward' } }),
      aDiagnosis('c1', 'E11.9', 'active', 'diabetes', asOf('2026-01-10T08:00:00Z')),
      aMeasurement('o1', 80),
    ),
  ],
  // The same diagnosis in its own words: nothing new but the source.
  ['ward', bundleOf(person, aDiagnosis('77', 'E11.9', 'active', 'diabetes', asOf('2026-01-11T08:00:00Z')))],
  // The newest word on the diagnosis.
  ['oncology', bundleOf(person, aDiagnosis('x', 'E11.9', 'remission', 'diabetes', asOf('2026-03-01T08:00:00Z')))],
  // A letter of years ago that comes last of all: kept, and not shown.
  ['letters', linesOf(person, aDiagnosis('1', 'E10.9', 'active', 'diabetes', asOf('2019-05-01T08:00:00Z'))), NDJSON],
  ['emergency', bundleOf(person, anAllergy('a', 'high', 'penicillin', asOf('2026-02-01T08:00:00Z')))],
  // It contradicts the emergency room, and was written before.
  ['pharmacy', bundleOf(person, anAllergy('a', 'low', 'penicillin', asOf('2025-12-01T08:00:00Z')))],
  ['anaesthesia', bundleOf(person, anAllergy('9', 'high', 'penicillin', asOf('2026-02-02T08:00:00Z')))],
  // Another thing that happens to have the id of one of the first system.
  ['cardiology', bundleOf(person, aMeasurement('o1', 120))],
  [
    'laboratory',
    bundleOf(
      person,
      aMeasurement('k1', 61, 'specimen-1', asOf('2026-02-01T08:00:00Z')),
      aMeasurement('k2', 62, 'specimen-2', asOf('2026-02-01T08:00:00Z')),
    ),
  ],
  // It heard the first value; the laboratory corrected it meanwhile.
  ['intensive care', bundleOf(person, aMeasurement('i1', 61, 'specimen-1', asOf('2026-02-01T09:00:00Z')))],
  [
    'dialysis',
    linesOf(person, aPrescription('d', 'A10BA02', 'active', 'metformin', asOf('2026-01-01T00:00:00Z'))),
    NDJSON,
  ],
  ['nephrology', bundleOf(person, aPrescription('n', 'A10BA02', 'stopped', 'metformin', asOf('2026-02-20T00:00:00Z')))],
  [
    'psychiatry',
    bundleOf(
      person,
      aStay('s', undefined, { serviceProvider: { reference: 'Organization/psychiatry' } }),
      aDiagnosis('f', 'F32.1', 'active'),
      // Nothing of it is sensitive but where it was measured.
      aMeasurement('m', 70, undefined, { encounter: { reference: 'Encounter/s' } }),
    ),
  ],
  [
    'radiology',
    bundleOf(
      { ...person, fullUrl: 'urn:uuid:7f000001-0000-4000-8000-000000000001' },
      // The stay that the first system knows, by the number that both have.
      {
        ...aStay('r', 'stay-1', asOf('2020-01-01T00:00:00Z')),
        fullUrl: 'urn:uuid:7f000001-0000-4000-8000-000000000002',
      },
      aMeasurement('r1', 90, undefined, {
        subject: { reference: 'urn:uuid:7f000001-0000-4000-8000-000000000001', display: 'Ana Silva' },
        encounter: { reference: 'urn:uuid:7f000001-0000-4000-8000-000000000002' },
      }),
    ),
  ],
  // It has no Patient of its own: it names the record number.
  [
    'physiotherapy',
    linesOf(
      aMeasurement('w', 100, undefined, {
        subject: {
          identifier: {
            type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
            value: 'R-1',
          },
        },
      }),
    ),
    NDJSON,
  ],
  // Sends the same thing twice, and one that contradicts itself in one upload.
  [
    'nutrition',
    bundleOf(
      person,
      aMeasurement('v', 55, 'weight', asOf('2026-01-01T00:00:00Z')),
      aMeasurement('v', 55, 'weight', asOf('2026-01-01T00:00:00Z')),
      aMeasurement('v', 56, 'weight', asOf('2026-01-02T00:00:00Z')),
    ),
  ],
];

/** What a reader sees of a thing, in a line. */
function lineOf({ body, item, by }: ShownRecord): string {
  const { valueQuantity, clinicalStatus, criticality, status, code, medicationCodeableConcept } = body as Record<
    string,
    { value?: number; coding?: { code: string }[] } & string
  >;
  const says = [code ?? medicationCodeableConcept, clinicalStatus].flatMap((one) => one?.coding?.[0]?.code ?? []);
  const more = [valueQuantity?.value, criticality, item.type === 'MedicationRequest' ? status : undefined];
  const { confidentiality, sensitivities } = item.labels;
  const label = [confidentiality, ...sensitivities].join('+');
  return [item.type, ...says, ...more.filter((one) => one !== undefined), label, `(${by.join(', ')})`].join(' ');
}

it('sixteen systems give one view', async () => {
  expect(SYSTEMS).toHaveLength(16);
  const ana = await world.patient();
  await world.link(ana, 'R-1');
  for (const [system, text, mediaType] of SYSTEMS) {
    const counts = await world.import(system, text, mediaType);
    expect([system, counts.refusals, counts.waiting]).toEqual([system, [], 0]);
  }
  // The laboratory's correction, after everybody else.
  const corrected = aMeasurement('k1', 65, 'specimen-1', asOf('2026-02-01T10:00:00Z'));
  expect(await world.import('laboratory', bundleOf(person, corrected))).toMatchObject({ newVersions: 1, kept: 0 });

  const shown = await world.shown(ana);
  expect(shown.map(lineOf).sort()).toEqual([
    'AllergyIntolerance 764146007 active high N (emergency, anaesthesia)',
    'Condition E11.9 remission N (oncology)',
    'Condition F32.1 active R+PSY (psychiatry)',
    'Encounter N (his)',
    'Encounter R+PSY (psychiatry)',
    'MedicationRequest A10BA02 stopped N (nephrology)',
    'Observation 8867-4 100 N (physiotherapy)',
    'Observation 8867-4 120 N (cardiology)',
    'Observation 8867-4 56 N (nutrition)',
    'Observation 8867-4 62 N (laboratory)',
    'Observation 8867-4 65 N (laboratory)',
    'Observation 8867-4 70 R+PSY (psychiatry)',
    'Observation 8867-4 80 N (his)',
    'Observation 8867-4 90 N (radiology)',
  ]);

  const idOf = (line: string) => shown.find((one) => lineOf(one) === line)?.item.id;
  const scan = shown.find((one) => lineOf(one).includes(' 90 '))!;
  // The reference of a Bundle leads to the record, and no name goes with it.
  expect(scan.body.encounter).toEqual({ reference: `Encounter/${idOf('Encounter N (his)')!}` });
  expect(scan.body.subject).toEqual({ reference: `Patient/${ana}` });
  expect(JSON.stringify(shown)).not.toMatch(/Silva|Grey/);
  const { versions } = await world.parts().vault.versions(ana);
  const authored = versions.filter(({ item }) => item.authors.length > 0).flatMap(({ sources }) => sources);
  expect([...new Set(authored.map(({ system }) => system))].sort()).toEqual(['his', 'ward']);
  // What was said before, and by others, is still there: the fourteen, and seven that nobody needs to see.
  expect(versions).toHaveLength(21);
  expect(await world.faults()).toEqual([]);
});
