import { createHash } from 'node:crypto';
import { refusalOf } from '../../ledger/fixtures/refusals';
import type { CompiledConsent } from '../consent';
import { ana, anaId, aGuardian, aPatient, dara, earlier, now, nurse } from '../fixtures/patients';
import { type ConsentSituation, giveConsent, type Signer, withdrawConsent } from './given-consents.rules';
import { type GivenConsents, givenConsentsSchema, MOST_CONSENTS, signedText } from './given-consents.schema';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Signs by hashing what it signs: what is judged is that the rule asks for exactly the right text. */
const signer = (by: typeof ana): Signer => ({
  ...by,
  certificate: `certificate of ${by.actor.name}`,
  hasSigned: (text, signature) => hashOf(text) === signature,
});
const signatureOver = (sequence: number, consents: CompiledConsent[]): string =>
  hashOf(signedText({ patient: anaId, sequence, consents }));
const idOf = (number: number): string => number.toString(16).padStart(32, '0');
const consent = (number: number, more: Partial<CompiledConsent> = {}): CompiledConsent => ({
  form: 1,
  consent: idOf(number),
  version: 1,
  rule: { type: 'permit', actors: [{ organisation: 'hospital' }] },
  ...more,
});
const standing = (consents: CompiledConsent[], sequence = 4): GivenConsents =>
  givenConsentsSchema.parse({
    ...{ patient: anaId, sequence, consents, changedAt: earlier, certificate: 'the last' },
    signature: signatureOver(sequence, consents),
  });
const given = (of?: GivenConsents): ConsentSituation => ({
  patient: aPatient({ guardians: [aGuardian()] }),
  given: of,
  members: ['hospital', 'clinic', 'pharmacy'],
});

describe('giving a consent', () => {
  const give = (situation: ConsentSituation, one: CompiledConsent, signed: CompiledConsent[], by = ana) => {
    const sequence = (situation.given?.sequence ?? 0) + 1;
    const command = { patient: anaId, sequence, consent: one, signature: signatureOver(sequence, signed) };
    return giveConsent(situation, command, signer(by), now);
  };

  it.each([
    ['the patient', ana],
    ['a guardian who decides', dara],
  ])('is %s’s, who signs all that stand after it, in the order of their ids', (_, by) => {
    const all = [consent(1), consent(2), consent(3)];
    expect(give(given(standing([consent(1), consent(3)])), consent(2), all, by)).toMatchObject({
      state: { sequence: 5, consents: all, certificate: `certificate of ${by.actor.name}`, changedAt: now },
      event: { type: 'ConsentGiven', sequence: 5, consent: consent(2), at: now },
    });
  });

  it('begins at 1', () => {
    expect(give(given(), consent(1), [consent(1)])).toMatchObject({ state: { sequence: 1 } });
  });

  it('puts a version in the place of the last', () => {
    const second = consent(1, { version: 2, rule: { type: 'deny' } });
    expect(give(given(standing([consent(1)])), second, [second])).toMatchObject({ state: { consents: [second] } });
  });

  it('given again is a success with the first time', () => {
    const of = standing([consent(1)]);
    const command = { patient: anaId, sequence: 4, consent: consent(1), signature: of.signature };
    expect(giveConsent(given(of), command, signer(ana), now)).toMatchObject({ repeated: { at: earlier, sequence: 4 } });
  });

  it.each([
    ['somebody else', () => give(given(), consent(1), [consent(1)], nurse), 'NOT_THE_PATIENT'],
    ['a version that jumps', () => give(given(), consent(1, { version: 2 }), [consent(1)]), 'CONSENT_VERSION_WRONG'],
    ['a version that stands', () => give(given(standing([consent(1)])), consent(1), []), 'CONSENT_VERSION_WRONG'],
    [
      'a member misspelt as an author',
      () => give(given(), consent(1, { rule: { type: 'deny', data: [{ authoredBy: 'hopsital' }] } }), []),
      'CONSENT_NOT_ENFORCEABLE',
    ],
    [
      'a member misspelt in the exception',
      () => give(given(), consent(1, { exception: { type: 'deny', actors: [{ organisation: 'hopsital' }] } }), []),
      'CONSENT_NOT_ENFORCEABLE',
    ],
    [
      'a signature over less than what stands',
      () => give(given(standing([consent(1)])), consent(2), [consent(2)]),
      'CONSENT_SIGNATURE_WRONG',
    ],
  ])('refuses %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  it('refuses what follows another state than what stands', () => {
    const command = { patient: anaId, consent: consent(2), signature: 'AAAAAAAA' };
    const at = (sequence: number) => () => giveConsent(given(standing([])), { ...command, sequence }, signer(ana), now);
    expect([4, 6].map((sequence) => refusalOf(at(sequence)))).toEqual(['CONSENTS_CHANGED', 'CONSENTS_CHANGED']);
  });

  it('refuses more than can stand at once', () => {
    const full = Array.from({ length: MOST_CONSENTS }, (_, at) => consent(at + 1));
    expect(refusalOf(() => give(given(standing(full)), consent(0), []))).toBe('CONSENTS_FULL');
  });

  it('takes one without recipients, which concerns everybody', () => {
    const all = consent(1, {
      rule: { type: 'deny', actors: [{ role: 'nurse' }], data: [{ instance: 'Condition/1' }] },
    });
    expect(give(given(), all, [all])).toMatchObject({ state: { consents: [all] } });
  });
});

describe('withdrawing a consent', () => {
  const of = standing([consent(1), consent(2)]);
  const withdraw = (situation: ConsentSituation, number: number, left: CompiledConsent[], sequence = 5, by = ana) =>
    withdrawConsent(
      situation,
      { patient: anaId, sequence, consent: idOf(number), signature: signatureOver(sequence, left) },
      signer(by),
      now,
    );

  it('leaves the others, signed anew', () => {
    expect(withdraw(given(of), 1, [consent(2)])).toMatchObject({
      state: { sequence: 5, consents: [consent(2)], changedAt: now },
      event: { type: 'ConsentWithdrawn', consent: idOf(1), sequence: 5 },
    });
  });

  it('again is a success with the first time', () => {
    expect(withdraw(given(standing([consent(2)], 5)), 1, [consent(2)])).toMatchObject({ repeated: { at: earlier } });
  });

  it.each([
    ['somebody else', () => withdraw(given(of), 1, [consent(2)], 5, nurse), 'NOT_THE_PATIENT'],
    ['one that does not stand', () => withdraw(given(of), 3, [consent(1), consent(2)]), 'CONSENT_NOT_FOUND'],
    ['of who never gave any', () => withdraw(given(), 1, [], 1), 'CONSENT_NOT_FOUND'],
    ['what was changed meanwhile', () => withdraw(given(of), 1, [consent(2)], 6), 'CONSENTS_CHANGED'],
    ['a signature that drops another too', () => withdraw(given(of), 1, []), 'CONSENT_SIGNATURE_WRONG'],
  ])('refuses %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});
