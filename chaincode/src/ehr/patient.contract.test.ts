/** Patients, guardians, links and consents on the ledger: who speaks for whom, and what nobody else ever sees. */
import { givenConsentsSchema, patientSchema } from '@theriac/domain/ehr';
import { implicitCollectionOf } from '../ledger';
import { compositeKey } from '@theriac/domain/ledger';
import type { Identity } from '@theriac/test-ledger';
import { codeOf, ConsortiumLedger } from '../fixtures/consortium-ledger';
import { aConsent, giving, withdrawing } from '../fixtures/signed-consents';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const patient = 'a'.repeat(32);
const recordNumber = 'MRN-0042';
const link = { patient, provider: 'hospital', recordNumber, salt: '7'.repeat(32) };
const atHospital = ['HospitalMSP'];
const consentId = 'c'.repeat(32);
const permit = aConsent(consentId, { type: 'permit', actors: [{ organisation: 'hospital' }], purposes: ['TREAT'] });

let ledger: ConsortiumLedger;
let ana: Identity;
let dara: Identity;
let nurse: Identity;
let officer: Identity;
let gateway: Identity;
const nameOf = new Map<Identity, string>();

beforeEach(async () => {
  ledger = await ConsortiumLedger.start();
  const person = async (of: 'clinic' | 'hospital', role: string, name: string): Promise<Identity> => {
    const identity = await ledger.stranger(of, { role }, { commonName: name.repeat(16) });
    nameOf.set(identity, name.repeat(16));
    return identity;
  };
  ana = await person('clinic', 'patient', 'a1');
  dara = await person('clinic', 'guardian', 'd1');
  nurse = await person('hospital', 'nurse', 'e1');
  officer = await person('hospital', 'privacy-officer', 'f1');
  gateway = await ledger.person('hospital', 'gateway');
  await does(ana, 'RegisterPatient', { patient, ownKey: false });
});
afterEach(() => {
  ledger.stop();
});

const does = (by: Identity, transaction: string, command: object, endorsers?: readonly string[]) =>
  ledger.submitPrivate(by, `EhrAccess:${transaction}`, command, endorsers);
const asks = (by: Identity, transaction: string, question: object, endorsers?: readonly string[]) =>
  ledger.evaluatePrivate(by, `EhrAccess:${transaction}`, question, endorsers);
const standing = async () => givenConsentsSchema.parse(await asks(ana, 'ReadConsents', { patient }));

describe('a patient', () => {
  it('is bound to the certificate that registered them', async () => {
    const known = patientSchema
      .omit({ changedAt: true })
      .loose()
      .parse(await asks(ana, 'ReadMyPatient', {}));
    expect(known).toMatchObject({ patient, home: 'clinic', person: nameOf.get(ana), guardians: [] });
  });

  it('registers once: the same again is the same, another id is refused, and so is another person under the id', async () => {
    const again = await does(ana, 'RegisterPatient', { patient, ownKey: false });
    expect(again).toMatchObject({ type: 'PatientRegistered' });
    expect(await codeOf(does(ana, 'RegisterPatient', { patient: 'b'.repeat(32), ownKey: false }))).toBe(
      'PATIENT_ALREADY_REGISTERED',
    );
    const ben = await ledger.stranger('hospital', { role: 'patient' });
    expect(await codeOf(does(ben, 'RegisterPatient', { patient, ownKey: false }))).toBe('PATIENT_ID_TAKEN');
    expect(await codeOf(does(nurse, 'RegisterPatient', { patient, ownKey: false }))).toBe('NOT_PERMITTED');
  });

  it('who keeps their own key is not spoken for by another certificate of the same name', async () => {
    const name = '99'.repeat(16);
    const own = await ledger.stranger('clinic', { role: 'patient' }, { commonName: name });
    const issued = await ledger.stranger('clinic', { role: 'patient' }, { commonName: name });
    const id = 'd'.repeat(32);
    await does(own, 'RegisterPatient', { patient: id, ownKey: true });
    expect(await codeOf(does(issued, 'GiveConsent', giving(issued, id, permit)))).toBe('NOT_THE_PATIENT');
    expect(await codeOf(does(own, 'GiveConsent', giving(own, id, permit)))).toBeUndefined();
  });

  it('is not shown to other patients', async () => {
    const ben = await ledger.stranger('clinic', { role: 'patient' });
    expect(await codeOf(asks(ben, 'ReadPatient', { patient }))).toBe('NOT_THE_PATIENT');
    expect(await codeOf(asks(ben, 'ReadConsents', { patient }))).toBe('NOT_THE_PATIENT');
    expect(await codeOf(asks(ben, 'ReadMyPatient', {}))).toBe('PATIENT_NOT_FOUND');
  });
});

it('a guardian decides within scope, until dismissed', async () => {
  const person = { organisation: 'clinic', name: nameOf.get(dara) };
  const guardian = { person, scope: 'decide', until: '2199-01-01T00:00:00.000Z' };
  expect(await codeOf(does(dara, 'GiveConsent', giving(dara, patient, permit)))).toBe('NOT_THE_PATIENT');
  await does(ana, 'AppointGuardian', { patient, guardian });
  await does(dara, 'GiveConsent', giving(dara, patient, permit));
  await does(ana, 'DismissGuardian', { patient, person });
  const again = withdrawing(dara, patient, consentId, await standing());
  expect(await codeOf(does(dara, 'WithdrawConsent', again))).toBe('NOT_THE_PATIENT');
  const nowhere = { ...guardian, person: { ...person, organisation: 'manufacturer' } };
  expect(await codeOf(does(ana, 'AppointGuardian', { patient, guardian: nowhere }))).toBe('UNKNOWN_MEMBER');
});

describe('a link', () => {
  const key = compositeKey('link', [patient]);
  const heldBy = (mspId: string) =>
    ledger.ledger.privateStateOf(mspId, 'care', implicitCollectionOf('HospitalMSP'), key);

  it('is made by the patient, lies with its provider alone, and is gone for good when it is taken away', async () => {
    await does(ana, 'LinkRecord', link, atHospital);
    expect(Buffer.from(heldBy('HospitalMSP') ?? []).toString()).toContain(recordNumber);
    expect(heldBy('ClinicMSP')).toBeUndefined();
    expect(await asks(nurse, 'ReadLink', { patient, provider: 'hospital' })).toMatchObject({
      link: { recordNumber, origin: 'patient' },
      emergency: null,
    });
    await does(ana, 'UnlinkRecord', { patient, provider: 'hospital' }, atHospital);
    expect(heldBy('HospitalMSP')).toBeUndefined();
    expect(await codeOf(does(ana, 'UnlinkRecord', { patient, provider: 'hospital' }, atHospital))).toBe(
      'RECORD_NOT_LINKED',
    );
  });

  it('is made by staff for whom they reported, and by nobody else without the patient', async () => {
    expect(await codeOf(does(nurse, 'LinkRecord', link, atHospital))).toBe('EMERGENCY_LINK_MISSING');
    await does(nurse, 'LinkInEmergency', { patient, reason: 'unconscious, card in the purse' });
    await does(nurse, 'LinkRecord', link, atHospital);
    expect(await asks(nurse, 'ReadLink', { patient, provider: 'hospital' })).toMatchObject({
      link: { origin: 'emergency' },
      emergency: { state: 'provisional' },
    });
    await does(officer, 'ReviewEmergencyLink', { patient, outcome: 'justified', text: 'card seen' });
    await does(ana, 'AnswerEmergencyLink', { patient, provider: 'hospital', isConfirmed: false });
    expect(await asks(nurse, 'ReadLink', { patient, provider: 'hospital' })).toMatchObject({
      emergency: { state: 'rejected', review: { outcome: 'justified' } },
    });
    expect(await codeOf(does(nurse, 'LinkRecord', link, atHospital))).toBe('EMERGENCY_LINK_MISSING');
  });
});

describe('consents', () => {
  it('stand as one signed whole, one change after the other', async () => {
    await does(ana, 'GiveConsent', giving(ana, patient, permit));
    const denial = aConsent('0'.repeat(32), { type: 'deny', labels: ['PSY'] });
    await does(ana, 'GiveConsent', giving(ana, patient, denial, await standing()));
    const both = await standing();
    expect(both).toMatchObject({ sequence: 2, consents: [denial, permit] });
    await does(ana, 'WithdrawConsent', withdrawing(ana, patient, consentId, both));
    expect(await standing()).toMatchObject({ sequence: 3, consents: [denial] });
  });

  it('given again are a success, given to what was changed meanwhile a conflict', async () => {
    const first = giving(ana, patient, permit);
    const told = await does(ana, 'GiveConsent', first);
    expect(await does(ana, 'GiveConsent', first)).toEqual(told);
    const late = giving(ana, patient, aConsent('0'.repeat(32), { type: 'deny' }));
    expect(await codeOf(does(ana, 'GiveConsent', late))).toBe('CONSENTS_CHANGED');
    const sameVersion = giving(ana, patient, { ...permit, rule: { type: 'deny' } }, await standing());
    expect(await codeOf(does(ana, 'GiveConsent', sameVersion))).toBe('CONSENT_VERSION_WRONG');
    const taken = withdrawing(ana, patient, consentId, await standing());
    const gone = await does(ana, 'WithdrawConsent', taken);
    expect(await does(ana, 'WithdrawConsent', taken)).toEqual(gone);
  });

  it.each([
    [
      'a signature over another consent',
      () => ({ ...giving(ana, patient, permit), consent: { ...permit, rule: { type: 'deny' } } }),
      'CONSENT_SIGNATURE_WRONG',
    ],
    ['another person’s signature', () => giving(nurse, patient, permit), 'CONSENT_SIGNATURE_WRONG'],
    [
      'a signature that drops what stands',
      () => giving(ana, patient, permit, { sequence: 0, consents: [aConsent('0'.repeat(32), { type: 'deny' })] }),
      'CONSENT_SIGNATURE_WRONG',
    ],
    [
      'a recipient who is no member',
      () => giving(ana, patient, aConsent(consentId, { type: 'deny', actors: [{ organisation: 'hopsital' }] })),
      'CONSENT_NOT_ENFORCEABLE',
    ],
    [
      'one that will have been given',
      () => giving(ana, patient, { ...permit, givenAt: '2199-01-01T00:00:00.000Z' as never }),
      'CONSENT_NOT_ENFORCEABLE',
    ],
    [
      'entries out of order',
      () => giving(ana, patient, aConsent(consentId, { type: 'deny', purposes: ['TREAT', 'BTG'] })),
      'INVALID_INPUT',
    ],
  ])('are refused with %s', async (_, command, code) => {
    expect(await codeOf(does(ana, 'GiveConsent', command()))).toBe(code);
    expect(await asks(ana, 'ReadConsents', { patient })).toBeNull();
  });

  it('that were never given are not withdrawn', async () => {
    const nothing = { sequence: 0, consents: [] };
    expect(await codeOf(does(ana, 'WithdrawConsent', withdrawing(ana, patient, consentId, nothing)))).toBe(
      'CONSENT_NOT_FOUND',
    );
  });
});

it('nothing that all members of the channel or the orderers see holds a patient, a name, a record number or a consent', async () => {
  await does(ana, 'GiveConsent', giving(ana, patient, permit));
  await does(ana, 'LinkRecord', link, atHospital);
  await does(nurse, 'LinkInEmergency', { patient, reason: 'unconscious' });
  const seen: string[] = [];
  for await (const block of ledger.ledger.blocks('care', 0n, AbortSignal.timeout(5_000))) {
    seen.push(Buffer.from(block.bytes).toString('latin1'));
    if (block.number + 1n === ledger.ledger.height('care')) break;
  }
  const whole = seen.join('');
  expect(whole).toContain('EhrAccess:GiveConsent');
  for (const secret of [patient, recordNumber, link.salt, consentId, 'unconscious', 'permit', 'TREAT'])
    expect(whole).not.toContain(secret);
});

it('arguments are refused: blocks would keep them', async () => {
  const args = [JSON.stringify({ patient })];
  const request = { channel: 'care', transaction: 'EhrAccess:ReadPatient', args };
  expect(await codeOf(ledger.ledger.evaluate(gateway, request))).toBe('INVALID_INPUT');
});
