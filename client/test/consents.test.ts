/** What a user sees of consents before they sign, and what the client refuses to sign by itself. */
import fc from 'fast-check';
import { describe as lines, RefusedToSign } from '@theriac/client';
import { type CompiledConsent, compileConsent, type FhirConsent, signedText } from '@theriac/domain/ehr';
import { canonicalJson } from '@theriac/domain/ledger';
import { anyConsent } from '../../domain/src/ehr/fixtures/consent-arbitraries';
import {
  aConsent,
  context,
  labels,
  organisation,
  person,
  purposes,
  role,
  types,
} from '../../domain/src/ehr/fixtures/consent.fixtures';
import { isCompiledOf } from '../src/asked-consent';
import { type AskedConsents, ConsentSigning } from '../src/consent-signing';
import { base64, utf8 } from '../src/encoding';
import { decodeConsents } from '../src/consents';

const { patient } = context;
const GIVE = 'EhrAccess:GiveConsent';
const WITHDRAW = 'EhrAccess:WithdrawConsent';
const PATH = '/fhir/R4/Consent';
const signature = new Uint8Array([1, 2, 3]);

const compiled = (resource: FhirConsent, more: Partial<typeof context> = {}): CompiledConsent =>
  compileConsent(resource, { ...context, ...more });
const other = compiled(aConsent({ type: 'deny' }), { consent: 'd0'.repeat(16) });
const textOf = (consents: readonly CompiledConsent[], more = {}): Uint8Array =>
  utf8(signedText({ patient, sequence: 2, consents: [...consents], ...more }));
const toSign = (transaction: string) =>
  ({ signing: 'a'.repeat(32), step: 'consents', channel: 'care', transaction, bytes: '' }) as const;
const signing = (asked: Partial<AskedConsents>) =>
  new ConsentSigning({ path: PATH, body: undefined, standing: undefined, ...asked });

function reasonOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedToSign)) throw error;
    return error.reason;
  }
}

describe('consents that would stand', () => {
  it('are shown in words, each of them', () => {
    const resource = aConsent({
      ...{ actor: [organisation('hospital'), role('clinic/nurse'), role('physician'), person('clinic/4f')] },
      ...{ purpose: purposes('TREAT', 'BTG'), class: types('Observation') },
      ...{ period: { end: '2026-12' }, dataPeriod: { start: '2020' } },
      provision: [{ type: 'deny', securityLabel: labels('PSY') }],
    });
    const shown = signing({ body: resource }).read(textOf([compiled(resource), other]), toSign(GIVE));
    expect(lines(shown)).toEqual([
      `Sign that of patient ${patient} these consents stand, and no others (change 2, for ${GIVE}):`,
      [
        `  ${context.consent}, version 1: permits the person 4f of clinic or every nurse at clinic or everybody at hospital or every physician`,
        ...['for an emergency or treatment', 'kinds of data: Observation', 'data from 2020-01-01T00:00:00.000Z'],
        'in force until 2026-12-31T23:59:59.999Z',
      ].join('; '),
      '    but denies everybody; sensitivity: psychiatry',
      expect.stringContaining('version 1: denies everybody at hospital; for treatment'),
    ]);
    const none = signing({}).read(textOf([]), toSign(WITHDRAW));
    expect(lines(none)[1]).toContain('none');
  });

  it('are refused unless they are written in the one way, with nothing besides', () => {
    const text = signedText({ patient, sequence: 1, consents: [other] });
    for (const forged of [
      ...[` ${text}`, text.replace('"sequence":1', '"sequence":1.0'), text.replace('"form":1', '"form":2')],
      text.replace('"rule":{', '"rule":{"everything":true,'),
      text.replace('"deny"', '"perhaps"'),
      text.replace('"patient"', '"owner"'),
      canonicalJson([]),
      'consents',
    ])
      expect(reasonOf(() => decodeConsents(utf8(forged)))).toBe('UNREADABLE');
    expect(decodeConsents(utf8(text))).toEqual({ patient, sequence: 1, consents: [other] });
  });
});

describe('the client', () => {
  it('knows what became of any consent that can be given', () => {
    fc.assert(
      fc.property(anyConsent, (resource) => {
        expect(isCompiledOf(resource, compiled(resource))).toBe(true);
      }),
    );
  });

  it.each<[string, Parameters<typeof aConsent>[0]]>([
    ['permits instead of denying', { type: 'deny' }],
    ['names another organisation', { actor: [organisation('clinic')] }],
    ['names one more', { actor: [organisation('hospital'), organisation('clinic')] }],
    ['names nobody in particular', { actor: [role('physician')] }],
    ['is for another purpose', { purpose: purposes('HRESCH') }],
    ['is of other data', { class: types('Condition') }],
    ['is for longer', { period: { end: '2027' } }],
    ['has no exception', { provision: [{ type: 'deny', securityLabel: labels('PSY') }] }],
  ])('refuses to sign what %s', (_what, asked) => {
    const body = aConsent(asked);
    const would = textOf([compiled(aConsent())]);
    expect(reasonOf(() => signing({ body }).read(would, toSign(GIVE)))).toBe('OTHER_CONSENTS');
    expect(reasonOf(() => signing({ body }).read(textOf([compiled(body)]), toSign(GIVE)))).toBeUndefined();
  });

  it('refuses another patient’s, a withdrawal that withdraws nothing, and any other use of the signature', () => {
    const would = [compiled(aConsent()), other];
    const forged = textOf(would, { patient: 'b0'.repeat(16) });
    expect(reasonOf(() => signing({ body: aConsent() }).read(forged, toSign(GIVE)))).toBe('OTHER_CONSENTS');
    const path = `/v1/consents/${other.consent}/withdraw`;
    expect(reasonOf(() => signing({ path }).read(textOf(would), toSign(WITHDRAW)))).toBe('OTHER_CONSENTS');
    expect(reasonOf(() => signing({}).read(textOf(would), toSign('EhrAccess:LinkRecord')))).toBe('OTHER_TRANSACTION');
  });

  it('lets one consent change and no other, when it knows which stand', () => {
    const body = aConsent();
    const given = compiled(body);
    const read = (standing: readonly CompiledConsent[], would: readonly CompiledConsent[]) =>
      reasonOf(() => signing({ body, standing }).read(textOf(would), toSign(GIVE)));
    expect(read([other], [given, other])).toBeUndefined();
    expect(read([other], [given])).toBe('OTHER_CONSENTS');
    expect(read([], [given, other])).toBe('OTHER_CONSENTS');
    expect(read([given], [given])).toBe('OTHER_CONSENTS');
  });

  it('refuses a proposal that carries something else than was signed', () => {
    const given = compiled(aConsent());
    const command = { patient, sequence: 2, consent: given, signature: base64(signature) };
    const propose = (more: object, transaction = GIVE) => {
      const consents = signing({ body: aConsent() });
      consents.signed(consents.read(textOf([given, other]), toSign(GIVE)), signature);
      const transient = [{ name: 'command', value: utf8(JSON.stringify({ ...command, ...more })) }];
      return reasonOf(() => {
        consents.requireSigned({ transaction, transient });
      });
    };
    expect(propose({})).toBeUndefined();
    expect(propose({}, 'EhrAccess:ReadConsents')).toBeUndefined();
    for (const more of [{ sequence: 3 }, { patient: 'b0'.repeat(16) }, { signature: 'AAAA' }, { consent: other }])
      expect(propose(more)).toBe('OTHER_CONSENTS');
    expect(propose({}, WITHDRAW)).toBe('OTHER_CONSENTS');
    const unsigned = reasonOf(() => {
      signing({}).requireSigned({ transaction: GIVE, transient: [] });
    });
    expect(unsigned).toBe('OTHER_CONSENTS');
  });
});
