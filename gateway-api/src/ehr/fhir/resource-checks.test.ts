/** Which resources are kept and which are not, by element and rule; hostile ones end in a fault and not in a crash. */
import { type ResourceCheck, ResourceChecks } from './resource-checks';

let check: ResourceCheck;
beforeAll(async () => {
  check = await new ResourceChecks().open();
});

const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
const HL7 = 'http://terminology.hl7.org/CodeSystem';
const observation = {
  resourceType: 'Observation',
  id: 'o1',
  meta: { lastUpdated: '2026-01-01T10:00:00.000Z' },
  identifier: [{ system: 'urn:lab', value: '77' }],
  status: 'final',
  code: concept('http://loinc.org', '8867-4'),
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2026-01-01',
  valueQuantity: { value: 80.5, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
};
const patient = {
  resourceType: 'Patient',
  name: [{ family: 'Novak', given: ['Ana'] }],
  gender: 'female',
  birthDate: '1987-02-28',
};
const allergy = {
  resourceType: 'AllergyIntolerance',
  patient: { reference: 'Patient/p1' },
  clinicalStatus: concept(`${HL7}/allergyintolerance-clinical`, 'active'),
};
const condition = {
  resourceType: 'Condition',
  subject: { reference: 'Patient/p1' },
  clinicalStatus: concept(`${HL7}/condition-clinical`, 'remission'),
};
const without = (resource: object, name: string) =>
  Object.fromEntries(Object.entries(resource).filter(([key]) => key !== name));

describe('a resource', () => {
  it.each([
    ['a measurement', observation],
    ['a patient', patient],
    ['an allergy', allergy],
    ['a diagnosis, with a code from below another in its value set', condition],
    [
      'a primitive with an extension in its place',
      { ...without(patient, 'birthDate'), _birthDate: { extension: [{ url: 'urn:x', valueString: 'unknown' }] } },
    ],
    ['a contained resource', { ...observation, contained: [{ ...patient, id: 'p' }], subject: { reference: '#p' } }],
    [
      'a document',
      {
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment: { contentType: 'text/plain', data: Buffer.from('Discharged.').toString('base64') } }],
      },
    ],
  ])('that is right is kept: %s', (_, resource) => {
    expect(check(resource)).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['is no object', [observation], 'Resource', 'must be a JSON object'],
    ['bills', { resourceType: 'Claim' }, 'Resource.resourceType', 'must be a clinical type of FHIR R4, or Patient'],
    ['is of no type', { id: 'x' }, 'Resource.resourceType', 'must be a clinical type'],
    ['has a strange element', { ...observation, pulse: 80 }, 'Observation.pulse', 'is no element of FHIR R4 here'],
    ['hides text in a name', { ...observation, 'a b': 1 }, 'Observation.(unknown)', 'is no element of FHIR R4 here'],
    ['lacks its status', without(observation, 'status'), 'Observation.status', 'Missing required property'],
    ['lacks its code', without(observation, 'code'), 'Observation.code', 'is missing'],
    ['has a status of nobody', { ...observation, status: 'done' }, 'Observation.status', 'must be one of registered'],
    ['has one where a list stands', { ...observation, category: {} }, 'Observation.category', 'must not be empty'],
    ['has an id with a blank', { ...observation, id: 'a b' }, 'Observation.id', 'must have the form of its data type'],
    ['has an empty list', { ...observation, performer: [] }, 'Observation.performer', 'must not be empty'],
    [
      'has a text for a number',
      { ...observation, valueQuantity: { value: '80' } },
      'Observation.valueQuantity.value',
      'must be number',
    ],
    [
      'has two values',
      { ...observation, valueString: '80' },
      'Observation.valueString',
      'Conflicting choice of type properties',
    ],
    [
      'is from a day that is none',
      { ...observation, effectiveDateTime: '2026-02-30' },
      'Observation.effective[x]',
      'Invalid dateTime value',
    ],
    [
      'was born on a day that was none',
      { ...patient, birthDate: '1987-02-29' },
      'Patient.birthDate',
      'Invalid date value',
    ],
    [
      'is from a time without zone',
      { ...observation, effectiveDateTime: '2026-01-01T10:00:00' },
      'Observation.effectiveDateTime',
      'must have the form',
    ],
    [
      'breaks an invariant',
      { ...observation, dataAbsentReason: { text: 'unknown' } },
      'Observation',
      'Constraint obs-6 not met',
    ],
    [
      'says when nothing is',
      { ...without(allergy, 'clinicalStatus') },
      'AllergyIntolerance',
      'Constraint ait-1 not met',
    ],
    [
      'has a concept of another value set',
      { ...allergy, clinicalStatus: concept('http://x', 'active') },
      'AllergyIntolerance.clinicalStatus',
      'must have a code of http://hl7.org/fhir/ValueSet/allergyintolerance-clinical',
    ],
    [
      'has a concept without a code',
      { ...allergy, clinicalStatus: { text: 'active' } },
      'AllergyIntolerance.clinicalStatus',
      'must have a code of',
    ],
    [
      'contains a wrong one',
      { ...observation, contained: [{ resourceType: 'Patient', id: 'p', gender: 'x' }] },
      'Observation.contained[0].gender',
      'must be one of',
    ],
    [
      'contains what nobody knows',
      { ...observation, contained: [{ resourceType: 'Nonsense' }] },
      'Observation.contained[0].resourceType',
      'must be a type of resource',
    ],
    [
      'breaks a rule in a list',
      { ...observation, component: [{ code: { text: 'x' }, valueInteger: 1.5 }] },
      'Observation.component[0]',
      'integer',
    ],
    [
      'counts below none',
      {
        ...without(observation, 'valueQuantity'),
        valueSampledData: { origin: { value: 1 }, period: 1, dimensions: -1 },
      },
      'Observation.value[x].dimensions',
      'range',
    ],
  ])('that %s is not', (_, resource, field, rule) => {
    const faults = check(resource);
    expect(faults[0]).toEqual({ field: expect.stringContaining(field), rule: expect.stringContaining(rule) });
  });

  it('is not kept, and not walked through, when it is as deep as nothing real', () => {
    let deep: object = { url: 'urn:x', valueString: 'x' };
    for (let level = 0; level < 50_000; level += 1) deep = { url: 'urn:x', extension: [deep] };
    expect(check({ ...observation, extension: [deep] })).toEqual([
      { field: 'Observation', rule: 'must not have more than 40 levels' },
    ]);
  });

  it('takes no time that doubles with each blank', () => {
    const data = `${'AAAA  '.repeat(5_000)}!`;
    const started = performance.now();
    const document = { resourceType: 'DocumentReference', status: 'current', content: [{ attachment: { data } }] };
    expect(check(document)).not.toEqual([]);
    expect(check({ ...observation, extension: [{ url: 'urn:x', valueBase64Binary: data }] })).not.toEqual([]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('never shows the value that breaks a rule', () => {
    const secret = 'hunter2 was here';
    const wrong = [
      { ...observation, status: secret },
      { ...observation, id: secret },
      { ...observation, [secret]: secret },
      { ...observation, effectiveDateTime: secret },
      { ...patient, birthDate: secret },
      { ...allergy, clinicalStatus: concept(secret, secret) },
      { ...observation, valueQuantity: secret },
      { ...observation, resourceType: secret },
      { ...observation, code: { coding: [{ system: 'x y', code: secret, [secret]: 1 }] } },
    ];
    for (const one of wrong) {
      const faults = check(one);
      expect(faults.length).toBeGreaterThan(0);
      expect(JSON.stringify(faults)).not.toContain('hunter2');
    }
  });
});
