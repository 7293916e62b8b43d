import { LOINC, SNOMED_CT } from '../fhir';
import { emergencyClassOf, emergencyClassSchema, namedInEmergency } from './emergency-class';
import { CONSENT_CATEGORY_CODES, DEVICE_ACTION } from './emergency-class.table';

const concept = (code: string, system: string = LOINC) => ({
  coding: [
    { system: 'urn:own', code: 'x' },
    { system, code },
  ],
});
const action = (code: string) => ({ focalDevice: [{ action: concept(code, DEVICE_ACTION), manipulated: {} }] });

describe('what every emergency opens', () => {
  it.each<[string, object, string]>([
    ['an allergy', { resourceType: 'AllergyIntolerance', verificationStatus: concept('confirmed') }, 'allergy'],
    ['an allergy that nobody verified', { resourceType: 'AllergyIntolerance' }, 'allergy'],
    ['an active prescription', { resourceType: 'MedicationRequest', status: 'active' }, 'medication'],
    ['what is taken', { resourceType: 'MedicationStatement', status: 'active' }, 'medication'],
    ['what runs', { resourceType: 'MedicationAdministration', status: 'in-progress' }, 'medication'],
    ['a device', { resourceType: 'Device', status: 'active' }, 'implant'],
    ['a device of which nothing is said', { resourceType: 'Device' }, 'implant'],
    ['a device in use', { resourceType: 'DeviceUseStatement', status: 'active' }, 'implant'],
    [
      'a pacemaker’s implantation',
      { resourceType: 'Procedure', status: 'completed', code: concept('307280005', SNOMED_CT) },
      'implant',
    ],
    [
      'any implantation',
      { resourceType: 'Procedure', status: 'in-progress', code: concept('1', SNOMED_CT), ...action('implanted') },
      'implant',
    ],
    ['pregnancy', { resourceType: 'Observation', status: 'final', code: concept('82810-3') }, 'pregnancy'],
    ['the blood group', { resourceType: 'Observation', status: 'final', code: concept('882-1') }, 'blood-group'],
    ['the ABO group', { resourceType: 'Observation', status: 'final', code: concept('883-9') }, 'blood-group'],
    [
      'pregnancy as a condition',
      { resourceType: 'Condition', code: concept('77386006', SNOMED_CT), clinicalStatus: concept('active') },
      'pregnancy',
    ],
    [
      'an advance directive',
      { resourceType: 'DocumentReference', status: 'current', type: concept('42348-3') },
      'advance-directive',
    ],
    [
      'a do not resuscitate order by category',
      { resourceType: 'Composition', status: 'final', type: concept('11488-4'), category: [concept('84095-9')] },
      'advance-directive',
    ],
    [
      'a directive as a consent',
      { resourceType: 'Consent', status: 'active', category: [concept('acd', CONSENT_CATEGORY_CODES)] },
      'advance-directive',
    ],
  ])('is %s', (_, resource, found) => {
    expect(emergencyClassOf(resource)).toBe(emergencyClassSchema.parse(found));
  });

  it.each<[string, unknown]>([
    [
      'an allergy entered in error',
      { resourceType: 'AllergyIntolerance', verificationStatus: concept('entered-in-error') },
    ],
    ['a prescription that ended', { resourceType: 'MedicationRequest', status: 'completed' }],
    ['what was stopped', { resourceType: 'MedicationStatement', status: 'stopped' }],
    ['what was given', { resourceType: 'MedicationAdministration', status: 'completed' }],
    ['a drug by itself', { resourceType: 'Medication', status: 'active' }],
    ['a device that was taken out', { resourceType: 'Device', status: 'inactive' }],
    ['a device entered in error', { resourceType: 'Device', status: 'entered-in-error' }],
    ['a device used once', { resourceType: 'DeviceUseStatement', status: 'completed' }],
    ['an implantation that is planned', { resourceType: 'Procedure', status: 'preparation', ...action('implanted') }],
    ['an explantation', { resourceType: 'Procedure', status: 'completed', ...action('explanted') }],
    ['an appendectomy', { resourceType: 'Procedure', status: 'completed', code: concept('80146002', SNOMED_CT) }],
    ['an HIV test', { resourceType: 'Observation', status: 'final', code: concept('75622-1') }],
    ['a code of another system', { resourceType: 'Observation', status: 'final', code: concept('882-1', 'urn:own') }],
    ['a wrong blood group', { resourceType: 'Observation', status: 'entered-in-error', code: concept('882-1') }],
    ['a cancelled test', { resourceType: 'Observation', status: 'cancelled', code: concept('882-1') }],
    ['a depression', { resourceType: 'Condition', code: concept('35489007', SNOMED_CT) }],
    [
      'a pregnancy that is over',
      { resourceType: 'Condition', code: concept('77386006', SNOMED_CT), clinicalStatus: concept('resolved') },
    ],
    [
      'a pregnancy that was none',
      { resourceType: 'Condition', code: concept('77386006', SNOMED_CT), verificationStatus: concept('refuted') },
    ],
    ['a discharge letter', { resourceType: 'DocumentReference', status: 'current', type: concept('18842-5') }],
    [
      'a directive that was replaced',
      { resourceType: 'DocumentReference', status: 'superseded', type: concept('42348-3') },
    ],
    ['a directive in error', { resourceType: 'Composition', status: 'entered-in-error', type: concept('42348-3') }],
    [
      'a withdrawn one',
      { resourceType: 'Consent', status: 'inactive', category: [concept('acd', CONSENT_CATEGORY_CODES)] },
    ],
    ['a codeless observation', { resourceType: 'Observation', status: 'final' }],
    ['one whose code is text', { resourceType: 'Observation', status: 'final', code: { text: 'blood group A' } }],
    ['one that is not FHIR', { resourceType: 'Observation', status: 7, code: 'blood group', category: {} }],
    ['nothing', null],
  ])('is not %s', (_, resource) => {
    expect(emergencyClassOf(resource)).toBeUndefined();
    expect(namedInEmergency(resource)).toEqual([]);
  });

  it('comes with the drug or device that it names', () => {
    const to = (reference: string) => ({ reference });
    expect(
      namedInEmergency({
        resourceType: 'MedicationRequest',
        status: 'active',
        medicationReference: to('Medication/1'),
      }),
    ).toEqual(['Medication/1']);
    expect(namedInEmergency({ resourceType: 'DeviceUseStatement', status: 'active', device: to('Device/2') })).toEqual([
      'Device/2',
    ]);
    const focalDevice = [{ action: concept('implanted', DEVICE_ACTION), manipulated: to('Device/3') }];
    expect(namedInEmergency({ resourceType: 'Procedure', status: 'completed', focalDevice })).toEqual(['Device/3']);
    expect(namedInEmergency({ resourceType: 'AllergyIntolerance', device: {} })).toEqual([]);
  });
});
