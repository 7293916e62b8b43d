import fc from 'fast-check';
import { LedgerError } from '../../ledger';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { anyConsent, aDevice } from '../fixtures/consent-arbitraries';
import {
  ana,
  aConsent,
  compileAnas,
  consentId,
  labels,
  organisation,
  person,
  purposes,
  role,
  types,
} from '../fixtures/consent.fixtures';
import { compiledConsentSchema } from './consent.schema';
import { consentResource } from './consent-resource';

/** What a refusal says: its code and the elements that it names. */
function refused(resource: unknown): unknown {
  try {
    return compileAnas(resource);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return [error.code, ...error.faults.map(({ field }) => field)];
  }
}

const unenforceable = (...fields: string[]) => ['CONSENT_NOT_ENFORCEABLE', ...fields];
const invalid = (...fields: string[]) => ['INVALID_INPUT', ...fields];
const withRule = (rule: Record<string, unknown>) => ({
  ...aConsent(),
  provision: { ...aConsent().provision, ...rule },
});
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
    expect(compileAnas(withRule({ period: {} }))).toEqual(compileAnas(aConsent()));
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

describe('what cannot be enforced is refused by name:', () => {
  const cases: [what: string, resource: unknown, fields: string[]][] = [
    ['an element that is not named', { ...aConsent(), verification: [] }, ['verification']],
    ['a modifier', { ...aConsent(), modifierExtension: [{}] }, ['modifierExtension']],
    ['implicit rules', { ...aConsent(), implicitRules: 'urn:rules' }, ['implicitRules']],
    ['another status', { ...aConsent(), status: 'inactive' }, ['status']],
    [
      'another scope',
      {
        ...aConsent(),
        scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'research' }] },
      },
      ['scope.coding[0]'],
    ],
    [
      'another category',
      { ...aConsent(), category: [{ coding: [{ system: 'urn:x', code: '1' }] }] },
      ['category[0].coding[0]'],
    ],
    ['another policy', { ...aConsent(), policy: [{ uri: 'urn:permit-overrides' }] }, ['policy[0].uri']],
    ['two policies', { ...aConsent(), policy: [...aConsent().policy, ...aConsent().policy] }, ['policy']],
    ['another who gives it', { ...aConsent(), performer: [{ reference: 'Practitioner/p' }] }, ['performer[0]']],
    ['an action', withRule({ action: [] }), ['provision.action']],
    ['another type', withRule({ type: 'maybe' }), ['provision.type']],
    ['a second exception', withRule({ provision: [{ type: 'deny' }, { type: 'deny' }] }), ['provision.provision']],
    [
      'an exception of the exception',
      withRule({ provision: [{ type: 'deny', provision: [{ type: 'permit' }] }] }),
      ['provision.provision[0].provision'],
    ],
    ['another purpose', withRule({ purpose: purposes('TREAT', 'HMARKT') }), ['provision.purpose[1]']],
    [
      'a purpose of one version',
      withRule({ purpose: [{ ...purposes('TREAT')[0], version: '1' }] }),
      ['provision.purpose[0].version'],
    ],
    [
      'a type that no vault keeps',
      withRule({ class: [{ ...types('Goal')[0], code: 'Claim' }] }),
      ['provision.class[0]'],
    ],
    [
      'another label',
      withRule({ securityLabel: [{ ...labels('PSY')[0], code: 'VIP' }] }),
      ['provision.securityLabel[0]'],
    ],
    [
      'a label of another system',
      withRule({ securityLabel: [{ ...labels('N')[0], code: 'PSY' }] }),
      ['provision.securityLabel[0]'],
    ],
    [
      'a label of no system',
      withRule({ securityLabel: [{ system: 'toString', code: 'PSY' }] }),
      ['provision.securityLabel[0]'],
    ],
    ['a recipient of another type', withRule({ actor: [aDevice] }), ['provision.actor[0].reference.type']],
    [
      'a recipient of another system',
      withRule({ actor: [{ ...aDevice, reference: { ...aDevice.reference, type: 'Practitioner' } }] }),
      ['provision.actor[0].reference.identifier.system'],
    ],
    [
      'a recipient by link',
      withRule({
        actor: [{ ...aDevice, reference: { ...organisation('hospital').reference, reference: 'Organization/1' } }],
      }),
      ['provision.actor[0].reference.reference'],
    ],
    [
      'another part than the recipient’s',
      withRule({ actor: [{ ...organisation('hospital'), role: { coding: [{ system: 'urn:x', code: 'IRCP' }] } }] }),
      ['provision.actor[0].role.coding[0]'],
    ],
    ...[
      ...[organisation('hospitl'), organisation('hospital/x'), role('wizard'), role('hospitl/nurse')],
      ...[role('hospital/nurse/x'), person('okafor'), person('hospital/o/k'), person('hospitl/4f')],
    ].map((actor): [string, unknown, string[]] => [
      `the recipient ${actor.reference.identifier.value}`,
      withRule({ actor: [organisation('clinic'), actor] }),
      ['provision.actor[1].reference.identifier.value'],
    ]),
    [
      'data of another relation',
      withRule({ data: [{ meaning: 'dependents', reference: { reference: 'Encounter/e1' } }] }),
      ['provision.data[0].meaning'],
    ],
    [
      'data of a type that no vault keeps',
      withRule({ data: [{ meaning: 'related', reference: { reference: 'Practitioner/p1' } }] }),
      ['provision.data[0].reference.reference'],
    ],
    [
      'data of a person’s authorship',
      withRule({ data: [{ meaning: 'authoredby', reference: person('hospital/4f').reference }] }),
      ['provision.data[0].reference.type'],
    ],
    [
      'data of an unknown author in the exception',
      withRule({
        provision: [{ type: 'deny', data: [{ meaning: 'authoredby', reference: organisation('hospitl').reference }] }],
      }),
      ['provision.provision[0].data[0].reference.identifier.value'],
    ],
    ['and nothing else is named beside it', { ...withRule({ action: [] }), patient: 7 }, ['provision.action']],
  ];

  it.each(cases)('%s', (_, resource, fields) => {
    expect(refused(resource)).toEqual(unenforceable(...fields));
  });
});

describe('what breaks a rule is refused by name:', () => {
  const many = Array.from({ length: 33 }, () => organisation('hospital'));
  it.each([
    ['no object', 7, ['(body)']],
    ['another resource', { ...aConsent(), resourceType: 'Patient' }, ['resourceType']],
    ['no rule', { ...aConsent(), provision: undefined }, ['provision']],
    ['no type', withRule({ type: undefined }), ['provision.type']],
    ['no patient of the ledger', { ...aConsent(), patient: { reference: 'Patient/ana' } }, ['patient.reference']],
    ['another patient', { ...aConsent(), patient: { reference: `Patient/${consentId(7)}` } }, ['patient.reference']],
    [
      'another patient giving it',
      { ...aConsent(), performer: [{ reference: 'Patient/1' }] },
      ['performer[0].reference'],
    ],
    ['given in the future', { ...aConsent(), dateTime: '2026-11-22T09:00:00.001Z' }, ['dateTime']],
    ['given on no day', { ...aConsent(), dateTime: '2026-02-30' }, ['dateTime']],
    ['two sources', { ...aConsent(), sourceAttachment: {}, sourceReference: {} }, ['sourceReference']],
    ['an empty list', withRule({ purpose: [] }), ['provision.purpose']],
    ['an empty list of exceptions', withRule({ provision: [] }), ['provision.provision']],
    ['a list of more than 32', withRule({ actor: many }), ['provision.actor']],
    ['a period that ends before it starts', withRule({ period: { start: '2027', end: '2026' } }), ['provision.period']],
    ['a period of data without bounds', withRule({ dataPeriod: {} }), ['provision.dataPeriod']],
    [
      'a concept of two codings',
      withRule({
        code: [
          {
            coding: [
              { system: 'a', code: 'b' },
              { system: 'a', code: 'c' },
            ],
          },
        ],
      }),
      ['provision.code[0].coding'],
    ],
    [
      'a reference that is not of its type',
      withRule({ data: [{ meaning: 'instance', reference: { reference: 'Goal/g1', type: 'Flag' } }] }),
      ['provision.data[0].reference'],
    ],
  ])('%s', (_, resource, fields) => {
    expect(refused(resource)).toEqual(invalid(...fields));
  });

  it('takes what was given at this very moment, and 32 entries', () => {
    const full = {
      ...withRule({ actor: Array.from({ length: 32 }, () => organisation('hospital')) }),
      dateTime: '2026-11-22',
    };
    expect(refusalOf(() => compileAnas(full))).toBeUndefined();
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
