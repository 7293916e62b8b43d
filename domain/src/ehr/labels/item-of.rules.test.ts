import { refusalOf } from '../../ledger/fixtures/refusals';
import { aResource, concept } from '../fixtures/resources.fixtures';
import { clinicalTypeSchema, itemSchema, type Labels } from '../item';
import { clinicalPeriodOf } from './clinical-period';
import { itemOf } from './item-of.rules';

const labels: Labels = { confidentiality: 'N', sensitivities: [], isUnlabelledText: false };
const known = { authors: ['hospital'], labels };
const day = (text: string) => ({ start: `${text}T00:00:00.000Z`, end: `${text}T23:59:59.999Z` });

describe('the item of a resource', () => {
  it('is what a decision needs, and nothing else', () => {
    const resource = aResource('Observation', {
      category: [concept('urn:category', 'laboratory'), { text: 'laboratory' }],
      code: concept('http://loinc.org', '2093-3'),
      encounter: { reference: 'Encounter/e1' },
      basedOn: [{ reference: 'https://his.example/fhir/CarePlan/p1/_history/2' }, { reference: 'Encounter/e1' }],
      performer: [{ reference: 'Practitioner/d1' }, { reference: 'urn:uuid:1' }, { reference: 7 }],
      extension: [{ url: 'urn:x', valueReference: { reference: 'EpisodeOfCare/c1' } }],
      effectiveDateTime: '2026-05-01',
      valueQuantity: { value: 5 },
    });
    const item = itemOf(resource, known);
    expect(itemSchema.parse(item)).toEqual({
      type: 'Observation',
      id: 'r1',
      categories: [{ system: 'urn:category', code: 'laboratory' }],
      authors: ['hospital'],
      period: day('2026-05-01'),
      references: expect.arrayContaining(['Encounter/e1', 'CarePlan/p1', 'EpisodeOfCare/c1']) as unknown,
      labels,
    });
    expect(item.references).toHaveLength(3);
  });

  it.each([
    ['one concept', 'Procedure', concept('urn:category', 'surgery'), [{ system: 'urn:category', code: 'surgery' }]],
    ['none', 'Encounter', undefined, []],
    ['a coding without a system', 'Goal', [{ coding: [{ code: 'x' }] }], []],
    [
      'an allergy’s',
      'AllergyIntolerance',
      ['food'],
      [{ system: 'http://hl7.org/fhir/allergy-intolerance-category', code: 'food' }],
    ],
    ['a bare code elsewhere', 'Goal', ['food'], []],
  ])('has the categories that stand in it: %s', (_, type, category, categories) => {
    const resource = aResource(type, category === undefined ? {} : { category });
    expect(itemOf(resource, known).categories).toEqual(categories);
  });

  it.each([
    ['of billing', aResource('Claim')],
    ['of nobody’s care', aResource('Patient')],
    ['without an id', { resourceType: 'Condition' }],
  ])('is refused for a resource %s', (_, resource) => {
    expect(refusalOf(() => itemOf(resource, known))).toBe('INVALID_INPUT');
  });
});

describe('a resource is from', () => {
  const from = { start: '2026-05-01T08:00:00.000Z' };
  const until = { end: '2026-05-01T09:00:00.000Z' };
  const visit = { start: '2026-05-01T08:00:00Z', end: '2026-05-01T09:00:00Z' };
  it.each([
    ['its day', 'Observation', { effectiveDateTime: '2026-05-01' }, day('2026-05-01')],
    ['its moment', 'Observation', { effectiveInstant: '2026-05-01T08:00:00Z' }, { ...from, end: from.start }],
    ['its period', 'Encounter', { period: visit }, { ...from, ...until }],
    ['its beginning on', 'Encounter', { period: { start: '2026-05-01T08:00:00Z' } }, from],
    ['before its end', 'Encounter', { period: { end: '2026-05-01T09:00:00Z' } }, until],
    [
      'its first to its last time',
      'Condition',
      { onsetDateTime: '2019', abatementDateTime: '2020-02', recordedDate: '2019-03-01' },
      { start: '2019-01-01T00:00:00.000Z', end: '2020-02-29T23:59:59.999Z' },
    ],
    [
      'its first time on, when one goes on',
      'CarePlan',
      { created: '2026-04-30', period: { start: '2026-05-01' } },
      { start: '2026-04-30T00:00:00.000Z' },
    ],
    ['the time of what it holds', 'Specimen', { collection: { collectedDateTime: '2026-05-01' } }, day('2026-05-01')],
    ['when it was prescribed', 'MedicationRequest', { authoredOn: '2026-05-01' }, day('2026-05-01')],
  ])('%s', (_, type, more, period) => {
    expect(clinicalPeriodOf(clinicalTypeSchema.parse(type), aResource(type, more))).toEqual(period);
  });

  it.each([
    ['it says none', 'Condition', {}],
    ['its type has none', 'Device', { manufactureDate: '2026-05-01' }],
    ['one of its times is an age', 'Condition', { onsetAge: { value: 20 }, recordedDate: '2026-05-01' }],
    ['one of its times is a text', 'Condition', { onsetString: 'long ago', recordedDate: '2026-05-01' }],
    ['it is no time', 'Observation', { effectiveDateTime: 'yesterday' }],
    ['it is a number', 'Observation', { effectiveDateTime: 2026 }],
    ['its period is no time', 'Encounter', { period: { start: 'yesterday' } }],
    ['its period has a bound that is no time', 'Encounter', { period: { start: '2026', end: 7 } }],
    ['its period is empty', 'Encounter', { period: {} }],
    ['its period ends before it starts', 'Encounter', { period: { start: '2026-05-02', end: '2026-05-01' } }],
    ['nothing bounds it', 'CarePlan', { created: '2026-05-01', period: {} }],
    ['what would hold it is none', 'Specimen', { collection: 'yes' }],
  ])('an unknown time when %s', (_, type, more) => {
    expect(clinicalPeriodOf(clinicalTypeSchema.parse(type), aResource(type, more))).toBeUndefined();
  });

  it('an unknown time when one goes on and another has always been', () => {
    const period = { start: '2026-05-01' };
    const open = aResource('DeviceUseStatement', { timingPeriod: period, recordedOn: '2026-05-01' });
    expect(clinicalPeriodOf('DeviceUseStatement', open)).toEqual({ start: day('2026-05-01').start });
    const unbounded = aResource('Condition', { onsetPeriod: period, abatementPeriod: { end: '2026-06-01' } });
    expect(clinicalPeriodOf('Condition', unbounded)).toBeUndefined();
  });
});
