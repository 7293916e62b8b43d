/** References: read in each of FHIR's forms, led elsewhere, and without the names that they display. */
import { conditionOf, literalOf, referencesOf, rewriteReferences } from './references';

it.each([
  ['Encounter/e1', { type: 'Encounter', id: 'e1' }],
  ['Encounter/e1/_history/2', { type: 'Encounter', id: 'e1' }],
  ['https://other.example/fhir/Encounter/e1', undefined],
  ['urn:uuid:7f000001-0000-4000-8000-000000000001', undefined],
  ['#contained', undefined],
])('%s read literally', (reference, expected) => {
  expect(literalOf(reference)).toEqual(expected);
});

it.each([
  [
    'Practitioner?identifier=http://hl7.org/npi|99',
    { type: 'Practitioner', system: 'http://hl7.org/npi', value: '99' },
  ],
  ['Patient?identifier=urn%3Ax|a%7Cb', { type: 'Patient', system: 'urn:x', value: 'a|b' }],
  ['Patient?identifier=urn:%|1', { type: 'Patient', system: 'urn:%', value: '1' }],
  ['Patient?name=Ana', undefined],
])('%s read as a condition', (reference, expected) => {
  expect(conditionOf(reference)).toEqual(expected);
});

const resource = {
  resourceType: 'Observation',
  code: { coding: [{ system: 's', code: 'c', display: 'Pulse' }] },
  subject: { reference: 'Patient/1', display: 'Ana Silva' },
  performer: [{ identifier: { value: '9' }, display: 'Dr. Grey' }, { display: 'somebody' }],
  component: [{ derivedFrom: { reference: 'Observation/2' } }],
};

it('leads references elsewhere, keeps the others, and takes names off', () => {
  const rewritten = rewriteReferences(resource, (one) =>
    one === 'Patient/1' ? { reference: 'Patient/x' } : undefined,
  );
  expect(rewritten).toEqual({
    ...resource,
    subject: { reference: 'Patient/x' },
    // Who is meant by a name alone could be told by nothing else.
    performer: [{ identifier: { value: '9' } }, { display: 'somebody' }],
  });
  expect(referencesOf(resource)).toEqual(['Patient/1', 'Observation/2']);
});
