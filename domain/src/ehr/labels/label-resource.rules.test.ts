import { ACT_CODE, ATC, CONFIDENTIALITY, ICD_10, LOINC, SNOMED_CT } from '../fhir';
import { aResource, concept } from '../fixtures/resources.fixtures';
import { labelResource } from './label-resource.rules';
import { type LabelSettings, labelSettingsSchema, NO_LABEL_SETTINGS } from './label-settings.schema';
import type { JsonObject } from './resource-elements';
import { factsOf } from './resource-facts';

const labelsOf = (resource: JsonObject, settings: LabelSettings = NO_LABEL_SETTINGS) =>
  labelResource(factsOf(resource), settings);
const sensitivitiesOf = (...args: Parameters<typeof labelsOf>) => labelsOf(...args).sensitivities;
const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';

describe('a code tells of', () => {
  it.each([
    ['alcohol', ICD_10, 'F10.2', ['ETHUD']],
    ['opioids', ICD_10, 'F11.9', ['OPIOIDUD']],
    ['another substance', ICD_10, 'F14.1', ['ETH']],
    ['psychiatry', ICD_10, 'F32.1', ['PSY']],
    ['psychiatry, written without its dot', ICD_10_CM, 'f321', ['PSY']],
    ['psychiatry, in the US modification', ICD_10_CM, 'R45.851', ['PSY']],
    ['self-harm', ICD_10, 'X61', ['PSY']],
    ['HIV', ICD_10, 'B20', ['HIV']],
    ['HIV without symptoms', 'urn:oid:2.16.840.1.113883.6.3', 'Z21', ['HIV']],
    ['dementia and HIV', ICD_10, 'F02.4', ['HIV', 'PSY']],
    ['sexual abuse', ICD_10, 'T74.2', ['SDV']],
    ['sexual assault', ICD_10, 'Y05', ['SDV']],
    ['a hip', ICD_10, 'M16.1', []],
    ['alcohol, by SNOMED CT', SNOMED_CT, '7200002', ['ETHUD']],
    ['nothing, when only the beginning is alike', SNOMED_CT, '72000020', []],
    ['HIV, by LOINC', LOINC, '75622-1', ['HIV']],
    ['HIV, by a medicine', ATC, 'J05AR20', ['HIV']],
    ['opioid dependence, by a medicine', ATC, 'N07BC02', ['OPIOIDUD']],
    ['nothing, in a system that is not known', 'urn:own', 'F32.1', []],
  ] as const)('%s', (_, system, code, sensitivities) => {
    const labels = labelsOf(aResource('Condition', { code: concept(system, code) }));
    const confidentiality = sensitivities.length > 0 ? 'R' : 'N';
    expect(labels).toEqual({ confidentiality, sensitivities, isUnlabelledText: false });
  });

  it.each([
    ['a reason', { reasonCode: [concept(ICD_10, 'F20')] }],
    [
      'a component',
      {
        component: [
          { code: { coding: [{ system: 'urn:x', code: 'y' }] }, valueCodeableConcept: concept(ICD_10, 'F20') },
        ],
      },
    ],
    ['a contained resource', { contained: [{ resourceType: 'Medication', code: concept(ATC, 'N05AH03') }] }],
    ['an extension', { extension: [{ url: 'urn:x', valueCoding: { system: ICD_10, code: 'F20' } }] }],
  ])('its matter wherever it stands: %s', (_, more) => {
    expect(sensitivitiesOf(aResource('Observation', more))).toEqual(['PSY']);
  });
});

describe('a custodian’s setting', () => {
  const settings = labelSettingsSchema.parse({
    departments: [{ identifier: 'Organization/psychiatry', sensitivities: ['PSY'] }],
    authors: [{ identifier: 'https://his.example/staff|dr-hiv', sensitivities: ['HIV'] }],
    codes: [{ system: 'urn:own', code: 'DV1', sensitivities: ['SDV'] }],
  });

  it.each([
    ['by the department', { performer: [{ reference: 'Organization/psychiatry' }] }, ['PSY']],
    [
      'by its absolute address',
      { serviceProvider: { reference: 'https://his.example/fhir/Organization/psychiatry' } },
      ['PSY'],
    ],
    ['by one version of it', { custodian: { reference: 'Organization/psychiatry/_history/3' } }, ['PSY']],
    ['by the author', { recorder: { identifier: { system: 'https://his.example/staff', value: 'dr-hiv' } } }, ['HIV']],
    ['by its own code', { code: concept('urn:own', 'DV1') }, ['SDV']],
    ['not by others', { performer: [{ reference: 'Organization/surgery' }, { identifier: { value: 'dr-hiv' } }] }, []],
    ['not by a reference into the resource', { performer: [{ reference: '#psychiatry' }] }, []],
  ] as const)('labels %s', (_, more, sensitivities) => {
    expect(sensitivitiesOf(aResource('Observation', more), settings)).toEqual(sensitivities);
  });

  it('makes what a department writes no unlabelled text', () => {
    const letter = aResource('DocumentReference', {
      content: [{ attachment: { contentType: 'text/plain', data: 'aGk=' } }],
      custodian: { reference: 'Organization/psychiatry' },
    });
    expect(labelsOf(letter).isUnlabelledText).toBe(true);
    expect(labelsOf(letter, settings)).toEqual({
      confidentiality: 'R',
      sensitivities: ['PSY'],
      isUnlabelledText: false,
    });
  });

  it('looks at what the importer knows of a resource beyond it', () => {
    const facts = factsOf(aResource('Observation', { encounter: { reference: 'Encounter/e1' } }));
    const wider = { ...facts, mentions: [...facts.mentions, 'Organization/psychiatry'] };
    expect(labelResource(wider, settings).sensitivities).toEqual(['PSY']);
  });
});

describe('a label of the source is kept', () => {
  const secured = (...security: [string, string][]) =>
    aResource('Observation', { meta: { security: security.map(([system, code]) => ({ system, code })) } });
  it.each([
    ['restricted', CONFIDENTIALITY, 'R', 'R', []],
    ['very restricted', CONFIDENTIALITY, 'V', 'R', []],
    ['one that HL7 adds some day', CONFIDENTIALITY, 'X', 'R', []],
    ['normal', CONFIDENTIALITY, 'N', 'N', []],
    ['low', CONFIDENTIALITY, 'L', 'N', []],
    ['psychiatry', ACT_CODE, 'PSY', 'R', ['PSY']],
    ['a psychotherapy note', ACT_CODE, 'PSYTHPN', 'R', ['PSY']],
    ['behavioral health', ACT_CODE, 'BH', 'R', ['ETH', 'PSY']],
    ['a sensitivity that no consent names', ACT_CODE, 'GDIS', 'R', []],
    ['who handles it', 'http://terminology.hl7.org/CodeSystem/v3-ActReason', 'HTEST', 'N', []],
  ] as const)('%s', (_, system, code, confidentiality, sensitivities) => {
    expect(labelsOf(secured([system, code]))).toEqual({ confidentiality, sensitivities, isUnlabelledText: false });
  });

  it('and adds to what codes tell: none is lowered', () => {
    const both = { ...secured([CONFIDENTIALITY, 'N'], [ACT_CODE, 'HIV']), code: concept(ICD_10, 'F20') };
    expect(labelsOf(both)).toMatchObject({ confidentiality: 'R', sensitivities: ['HIV', 'PSY'] });
  });

  it('and what is no label is none', () => {
    expect(labelsOf(aResource('Goal', { meta: { security: ['R', { display: 'R' }] } })).confidentiality).toBe('N');
    expect(labelsOf(aResource('Goal', { meta: 'R' })).confidentiality).toBe('N');
  });
});

describe('unlabelled free text is', () => {
  it.each([
    ['a note', 'Condition', { note: [{ text: 'she told me that …' }] }],
    ['a value', 'Observation', { valueString: 'as written' }],
    ['a conclusion', 'DiagnosticReport', { conclusion: 'unremarkable' }],
    ['a scanned report', 'DiagnosticReport', { presentedForm: [{ url: 'https://his.example/1' }] }],
    ['a document', 'DocumentReference', { content: [{ attachment: { title: 'letter' } }] }],
    ['a picture', 'Media', { content: { contentType: 'image/png' } }],
    ['a message', 'Communication', { payload: [{ contentString: 'hello' }] }],
    ['narrative that says more', 'CarePlan', { text: { status: 'additional', div: '<div/>' } }],
    ['a section', 'Composition', { section: [{ text: { status: 'additional', div: '<div/>' } }] }],
    ['a concept that was not coded', 'Condition', { code: { text: 'low mood' } }],
    [
      'a concept whose coding has no code',
      'Condition',
      { code: { coding: [{ display: 'low mood' }], text: 'low mood' } },
    ],
    ['an answer', 'QuestionnaireResponse', { item: [{ text: 'Why?', answer: [{ valueString: 'because' }] }] }],
  ])('%s', (_, type, more) => {
    const labels = { confidentiality: 'N', sensitivities: [], isUnlabelledText: true };
    expect(labelsOf(aResource(type, more))).toEqual(labels);
  });

  it.each([
    ['a concept with its code', 'Condition', { code: concept('urn:x', 'y') }],
    ['narrative made from the elements', 'Condition', { text: { status: 'generated', div: '<div/>' } }],
    ['a dose', 'MedicationRequest', { dosageInstruction: [{ text: 'one a day' }] }],
    ['a range', 'Observation', { referenceRange: [{ text: '70 to 110' }] }],
    ['a question', 'QuestionnaireResponse', { item: [{ text: 'Why?', answer: [{ valueBoolean: true }] }] }],
    ['a number’s type', 'Encounter', { identifier: [{ type: { text: 'visit' }, value: '1' }] }],
    ['an empty text', 'Observation', { valueString: ' ', note: [{ text: '' }] }],
    ['a list of documents without one', 'DocumentReference', { content: [{ format: { code: 'x' } }] }],
  ])('not %s', (_, type, more) => {
    expect(labelsOf(aResource(type, more)).isUnlabelledText).toBe(false);
  });

  it('not what a code labels', () => {
    const noted = aResource('Condition', { code: concept(ICD_10, 'F20'), note: [{ text: 'she told me that …' }] });
    expect(labelsOf(noted)).toEqual({ confidentiality: 'R', sensitivities: ['PSY'], isUnlabelledText: false });
  });
});

it('a resource may be nested deeper than a stack', () => {
  const deep = Array.from({ length: 20_000 }).reduce<JsonObject>((extension) => ({ extension }), {
    valueString: 'deep',
  });
  expect(labelsOf(aResource('Goal', { extension: [deep] })).isUnlabelledText).toBe(true);
});
