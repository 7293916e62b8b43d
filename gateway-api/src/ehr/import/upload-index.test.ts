/** What a Bundle calls its entries, and where references between them lead. */
import { UploadIndex } from './upload-index';

const uuid = '7f000001-0000-4000-8000-000000000001';
const doctor = (id: string) => ({
  place: `/entry/${id}`,
  fullUrl: `https://his.example/fhir/Practitioner/${id}`,
  resource: { resourceType: 'Practitioner', id, identifier: [{ system: 'urn:npi', value: '9' }] },
});

let index: UploadIndex;
beforeEach(() => {
  index = new UploadIndex(['urn:h']);
  const patient = { resourceType: 'Patient', identifier: [{ system: 'urn:h', value: 'R-1' }] };
  index.add({ place: '/entry/0', fullUrl: `urn:uuid:${uuid}`, resource: patient });
  index.add(doctor('d1'));
});

it('by full URL, by literal and by condition', () => {
  expect(index.resolve(`urn:uuid:${uuid}`)).toEqual({ reference: `Patient/${uuid}` });
  expect(index.resolve('https://his.example/fhir/Practitioner/d1')).toEqual({ reference: 'Practitioner/d1' });
  expect(index.resolve('Encounter/e/_history/3')).toEqual({ reference: 'Encounter/e' });
  expect(index.resolve('Practitioner?identifier=urn:npi|9')).toEqual({ reference: 'Practitioner/d1' });
  expect(index.resolve('https://other.example/fhir/Practitioner/d1')).toBeUndefined();
});

it('a condition that nothing or more than one meets stays what it is: an identifier', () => {
  index.add(doctor('d2'));
  const identifier = { system: 'urn:npi', value: '9' };
  expect(index.resolve('Practitioner?identifier=urn:npi|9')).toEqual({ identifier });
  expect(index.resolve('Practitioner?identifier=urn:npi|8')).toEqual({ identifier: { ...identifier, value: '8' } });
});

it('is about one patient, as long as it has one', () => {
  expect(index.onlyPatient).toBe('R-1');
  const another = { resourceType: 'Patient', id: 'q', identifier: { system: 'urn:h', value: 'R-2' } };
  index.add({ place: '/entry/2', fullUrl: undefined, resource: another });
  expect([index.onlyPatient, index.count]).toEqual([undefined, 3]);
});
