import { LedgerError } from '../../ledger';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aConsent,
  aDevice,
  compileAnas,
  consentId,
  labels,
  organisation,
  person,
  purposes,
  role,
  types,
} from '../fixtures/consent.fixtures';

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
    [
      'a term of more than 256 characters',
      withRule({ code: [{ coding: [{ system: 'a', code: 'b'.repeat(257) }] }] }),
      ['provision.code[0].coding[0].code'],
    ],
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
