/** What a session opens, and what its consents may keep back. */
import { anItem } from '../fixtures/consent.fixtures';
import { aResource, concept } from '../fixtures/resources.fixtures';
import { anEmergency, aSession, forTreatment, given } from '../fixtures/sessions';
import { now } from '../fixtures/patients';
import type { Provision } from '../consent';
import { opensInEmergency, releaseScopeOf, type ScopedRelease } from './release-scope.rules';

const isOpen = { isOpen: true, reason: 'permitted', isLimited: false, isSealedOpen: false } as const;
const psychiatric = anItem({ labels: { confidentiality: 'R', sensitivities: ['PSY'] } });
const isLimited = { ...isOpen, isLimited: true };

const scopeOf = (more: Partial<ScopedRelease>) =>
  releaseScopeOf({ session: aSession(), consents: given(forTreatment), verdict: isOpen, ...more }, now);
const limitOf = (...rules: readonly Provision[]) => scopeOf({ consents: given(...rules), verdict: isLimited }).limit;

it('a session that is not open opens nothing', () => {
  const scope = scopeOf({ verdict: { ...isOpen, isOpen: false } });
  expect([scope.opens(anItem()), scope.limit]).toEqual([false, 'records']);
});

it('a permit without doubt opens everything, and may keep nothing back', () => {
  const scope = scopeOf({});
  expect([scope.opens(anItem()), scope.opens(psychiatric), scope.limit]).toEqual([true, true, 'nothing']);
});

it('kinds that were asked for are whole classes', () => {
  const scope = scopeOf({ session: aSession({ types: ['Condition'] }) });
  expect([scope.opens(anItem()), scope.opens(anItem({ type: 'Condition' })), scope.limit]).toEqual([
    ...[false, true, 'classes'],
  ]);
});

it('a denial by label keeps whole classes back', () => {
  const scope = scopeOf({ consents: given(forTreatment, { type: 'deny', labels: ['PSY'] }), verdict: isLimited });
  expect([scope.opens(anItem()), scope.opens(psychiatric), scope.limit]).toEqual([true, false, 'classes']);
});

it.each([
  ['N|Observation', true],
  ['R|Observation', true],
  ['U|Observation', false],
  ['HIV+PSY|Observation', false],
])('of a record of which only the class %s is known, that decides', (name, isOpenToo) => {
  const denial: Provision = { type: 'deny', labels: ['PSY'] };
  const consents = given(forTreatment, denial);
  expect(scopeOf({ consents, verdict: isLimited }).opensClass(name)).toBe(isOpenToo);
  const divided = given(forTreatment, { ...denial, dataPeriod: { start: now } });
  expect(scopeOf({ consents: divided, verdict: isLimited }).opensClass(name)).toBe(false);
});

it('nothing is open to whom no consent names', () => {
  expect(scopeOf({ consents: null, verdict: isLimited }).opens(anItem())).toBe(false);
});

it.each<[string, Provision]>([
  ['a category', { type: 'deny', categories: [{ system: 'urn:s', code: 'c' }] }],
  ['an instance', { type: 'deny', data: [{ instance: 'Observation/o1' }] }],
  ['a period of the data', { type: 'deny', dataPeriod: { start: now } }],
])('%s may divide a class, when it is said to the reader', (_, rule) => {
  expect(limitOf(forTreatment, rule)).toBe('records');
  expect(limitOf(forTreatment, { ...rule, actors: [{ organisation: 'pharmacy' }] })).toBe('classes');
  expect(limitOf(forTreatment, { ...rule, period: { start: '2199-01-01T00:00:00.000Z' as typeof now } })).toBe(
    'classes',
  );
});

it('an exception speaks with its rule', () => {
  const [consent] = given({ ...forTreatment, actors: [{ organisation: 'pharmacy' }] }).consents;
  const exception: Provision = { type: 'permit', actors: [{ organisation: 'hospital' }], dataPeriod: { start: now } };
  const consents = { ...given(forTreatment), consents: [{ ...consent!, exception }] };
  expect(scopeOf({ consents, verdict: isLimited }).limit).toBe('records');
});

it('patients get all of their own', () => {
  const scope = scopeOf({ session: aSession({ purpose: 'PATRQT', reason: 'own-record' }), consents: null });
  expect([scope.opens(psychiatric), scope.limit]).toEqual([true, 'nothing']);
});

it('a broken glass opens by what resources say, until the sealed is open', () => {
  const sealed = scopeOf({ session: anEmergency(), verdict: isLimited });
  expect([sealed.isSealed, sealed.limit]).toEqual([true, 'records']);
  const opened = scopeOf({ session: anEmergency(), verdict: { ...isOpen, isSealedOpen: true } });
  expect([opened.isSealed, opened.limit, opened.opens(psychiatric)]).toEqual([false, 'nothing', true]);
});

it('an emergency opens active drugs with what they name, and no note', () => {
  const drug = aResource('Medication', { id: 'm1' });
  const order = aResource('MedicationRequest', {
    ...{ status: 'active', medicationReference: { reference: 'Medication/m1' } },
  });
  const note = aResource('Composition', { status: 'final', type: concept('http://loinc.org', '11488-4') });
  const opens = opensInEmergency([drug, order, note]);
  expect([drug, order, note, aResource('Medication', { id: 'm2' }), {}].map(opens)).toEqual([
    ...[true, true, false, false, false],
  ]);
});
