import fc from 'fast-check';
import { anyConsent } from '../fixtures/consent-arbitraries';
import {
  ana,
  aConsent,
  compileAnas,
  labels,
  organisation,
  person,
  purposes,
  role,
  types,
} from '../fixtures/consent.fixtures';
import { compiledConsentSchema } from './consent.schema';
import { consentResource } from './consent-resource';

const reversed = <T>(list: T[] | undefined): T[] => [...(list ?? []), ...(list ?? [])].reverse();

describe('a consent', () => {
  it('is compiled to what decides', () => {
    const resource = {
      ...aConsent({
        period: { start: '2026-01', end: '2026-12-31' },
        actor: [role('hospital/physician'), role('nurse'), person('clinic/4f'), organisation('hospital')],
        purpose: purposes('TREAT', 'ETREAT', 'BTG'),
        class: types('Observation', 'Condition'),
        code: [{ coding: [{ system: 'urn:category', code: 'laboratory', display: 'Laboratory' }], text: 'lab' }],
        provision: [
          {
            ...{ type: 'deny', securityLabel: labels('PSY', 'R'), dataPeriod: { start: '2020' } },
            data: [
              { meaning: 'related', reference: { reference: 'Encounter/e1' } },
              { meaning: 'authoredby', reference: organisation('clinic').reference },
              { meaning: 'instance', reference: { reference: 'Condition/c1', type: 'Condition' } },
            ],
          },
        ],
      }),
      dateTime: '2026-11-22T10:00:00+01:00',
    };
    expect(compileAnas(resource)).toEqual({
      form: 1,
      consent: 'c0'.repeat(16),
      version: 1,
      givenAt: '2026-11-22T09:00:00.000Z',
      rule: {
        type: 'permit',
        period: { start: '2026-01-01T00:00:00.000Z', end: '2026-12-31T23:59:59.999Z' },
        actors: [
          { organisation: 'clinic', person: '4f' },
          { organisation: 'hospital', role: 'physician' },
          { organisation: 'hospital' },
          { role: 'nurse' },
        ],
        purposes: ['BTG', 'TREAT'],
        types: ['Condition', 'Observation'],
        categories: [{ system: 'urn:category', code: 'laboratory' }],
      },
      exception: {
        type: 'deny',
        labels: ['PSY', 'R'],
        data: [{ authoredBy: 'clinic' }, { instance: 'Condition/c1' }, { related: 'Encounter/e1' }],
        dataPeriod: { start: '2020-01-01T00:00:00.000Z' },
      },
    });
  });

  it('may carry what decides nothing', () => {
    const kept = {
      patient: { reference: `Patient/${ana}`, type: 'Patient', display: 'Ana' },
      ...{ id: 'own', language: 'en', text: { status: 'generated', div: '<div/>' } },
      meta: { versionId: '7', lastUpdated: '2026-11-22T08:00:00Z', tag: [{ system: 'urn:tag', code: 't' }] },
      identifier: [{ system: 'urn:own', value: '1', type: { text: 'number' } }],
      performer: [{ reference: `Patient/${ana}` }, { type: 'RelatedPerson', display: 'her guardian' }],
      organization: [{ display: 'the hospital' }],
      sourceAttachment: { contentType: 'application/pdf', title: 'signed', creation: '2026-11-22' },
    };
    expect(compileAnas({ ...aConsent(), ...kept })).toEqual(compileAnas(aConsent()));
    expect(compileAnas(aConsent({ period: {} }))).toEqual(compileAnas(aConsent()));
  });

  it('becomes FHIR again and compiles to the same, however its lists were written', () => {
    fc.assert(
      fc.property(anyConsent, (consent) => {
        const once = compileAnas(consent);
        expect(compiledConsentSchema.parse(once)).toEqual(once);
        expect(compileAnas(JSON.parse(JSON.stringify(consentResource(ana, once))))).toEqual(once);
        const { provision } = consent;
        const lists = ['actor', 'purpose', 'class', 'code', 'securityLabel', 'data'] as const;
        const turned = lists
          .filter((list) => provision[list])
          .map((list) => [list, reversed<unknown>(provision[list])]);
        expect(compileAnas({ ...consent, provision: { ...provision, ...Object.fromEntries(turned) } })).toEqual(once);
      }),
    );
  });
});

describe('the compiled form', () => {
  it('is refused when a list is not in its one order', () => {
    const consent = compileAnas(aConsent({ purpose: purposes('TREAT', 'BTG') }));
    const turned = { ...consent, rule: { ...consent.rule, purposes: ['TREAT', 'BTG'] } };
    const doubled = { ...consent, rule: { ...consent.rule, purposes: ['BTG', 'BTG'] } };
    expect([consent, turned, doubled].map((one) => compiledConsentSchema.safeParse(one).success)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
