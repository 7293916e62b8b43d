import { instantOf } from '../../ledger';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aGuardian,
  ana,
  anaId,
  aPatient,
  dara,
  earlier,
  forgedAna,
  hospitalPrivacyOfficer,
  now,
  nurse,
} from '../fixtures/patients';
import { answerEmergencyLink, linkInEmergency, reviewEmergencyLink } from './emergency-link.rules';
import { type EmergencyLink, emergencyLinkSchema, type Link, linkSchema } from './link.schema';
import { isLinkInForce, linkRecord, unlinkRecord } from './link.rules';

const command = { patient: anaId, provider: 'hospital', recordNumber: 'MRN 0042', salt: '7'.repeat(32) };
const aLink = (more: Partial<Link> = {}): Link => ({ ...command, origin: 'patient', changedAt: earlier, ...more });
const until = instantOf(Date.parse(earlier) + 72 * 3_600_000);
const anEmergency = (more: Partial<EmergencyLink> = {}): EmergencyLink =>
  emergencyLinkSchema.parse({
    patient: anaId,
    provider: 'hospital',
    by: nurse.actor.name,
    reason: 'found unconscious, card in the purse',
    madeAt: earlier,
    until,
    state: 'provisional',
    changedAt: earlier,
    ...more,
  });
const given = { patient: aPatient(), existing: undefined, emergency: undefined };
const after = instantOf(Date.parse(until) + 1);

describe('linking a record', () => {
  it('is the patient’s own act', () => {
    const decision = linkRecord(given, command, ana, now);
    expect(decision).toMatchObject({
      state: { recordNumber: 'MRN 0042', origin: 'patient' },
      event: { type: 'RecordLinked', provider: 'hospital' },
    });
    expect('state' in decision && linkSchema.safeParse(decision.state).success).toBe(true);
  });

  it('is a guardian’s who decides', () => {
    const patient = aPatient({ guardians: [aGuardian()] });
    expect(linkRecord({ ...given, patient }, command, dara, now)).toMatchObject({ state: { origin: 'patient' } });
  });

  it('is staff’s for whom they reported as an emergency', () => {
    expect(linkRecord({ ...given, emergency: anEmergency() }, command, nurse, now)).toMatchObject({
      state: { origin: 'emergency' },
    });
  });

  it('is not told the salt of', () => {
    expect(JSON.stringify(linkRecord(given, command, ana, now))).toContain(command.salt);
    const decision = linkRecord(given, command, ana, now);
    expect(JSON.stringify('event' in decision && decision.event)).not.toContain(command.salt);
  });

  it.each([
    ['the same again', aLink(), ana],
    ['staff, after the patient did', aLink(), nurse],
    ['staff again', aLink({ origin: 'emergency' }), nurse],
  ])('is a success that changes nothing: %s', (_, existing, by) => {
    const situation = { ...given, existing, emergency: anEmergency() };
    expect(linkRecord(situation, command, by, now)).toMatchObject({ repeated: { at: earlier } });
  });

  it('by the patient takes the place of staff’s', () => {
    const situation = { ...given, existing: aLink({ origin: 'emergency' }), emergency: anEmergency() };
    expect(linkRecord(situation, command, ana, now)).toMatchObject({ state: { origin: 'patient' } });
  });

  it.each([
    ['another’s certificate in her name', given, forgedAna, 'NOT_THE_PATIENT'],
    ['staff without an emergency', given, nurse, 'EMERGENCY_LINK_MISSING'],
    ['staff after 72 hours', { ...given, emergency: anEmergency({ until: earlier }) }, nurse, 'EMERGENCY_LINK_MISSING'],
    [
      'staff after the patient rejected it',
      { ...given, emergency: anEmergency({ state: 'rejected' }) },
      nurse,
      'EMERGENCY_LINK_MISSING',
    ],
    ['other staff', { ...given, emergency: anEmergency({ by: '0'.repeat(32) }) }, nurse, 'EMERGENCY_LINK_MISSING'],
    [
      'staff of another provider',
      { ...given, emergency: anEmergency() },
      { ...nurse, actor: { ...nurse.actor, organisation: 'clinic' } },
      'EMERGENCY_LINK_MISSING',
    ],
    ['a second record number', { ...given, existing: aLink({ recordNumber: '43' }) }, ana, 'RECORD_ALREADY_LINKED'],
  ])('refuses %s', (_, situation, by, code) => {
    expect(refusalOf(() => linkRecord(situation, command, by, now))).toBe(code);
  });
});

describe('unlinking a record', () => {
  const unlink = { patient: anaId, provider: 'hospital' };

  it('is the patient’s act', () => {
    const change = unlinkRecord({ ...given, existing: aLink() }, unlink, ana, now);
    expect(change).toMatchObject({ state: aLink(), event: { type: 'RecordUnlinked', at: now } });
  });

  it('refuses who is not, and what is not there', () => {
    expect(refusalOf(() => unlinkRecord({ ...given, existing: aLink() }, unlink, nurse, now))).toBe('NOT_THE_PATIENT');
    expect(refusalOf(() => unlinkRecord(given, unlink, ana, now))).toBe('RECORD_NOT_LINKED');
  });
});

it.each([
  ['the patient’s own counts', aLink(), undefined, now, true],
  ['staff’s counts for 72 hours', aLink({ origin: 'emergency' }), anEmergency(), until, true],
  ['staff’s ends after them', aLink({ origin: 'emergency' }), anEmergency(), after, false],
  [
    'staff’s that the patient confirmed counts',
    aLink({ origin: 'emergency' }),
    anEmergency({ state: 'confirmed' }),
    after,
    true,
  ],
  [
    'staff’s that the patient rejected does not',
    aLink({ origin: 'emergency' }),
    anEmergency({ state: 'rejected' }),
    now,
    false,
  ],
  ['staff’s without a report does not', aLink({ origin: 'emergency' }), undefined, now, false],
])('a link: %s', (_, link, emergency, at, inForce) => {
  expect(isLinkInForce(link, emergency, at)).toBe(inForce);
});

describe('an emergency link', () => {
  const make = { patient: anaId, reason: 'found unconscious' };
  const review = { patient: anaId, outcome: 'justified' as const, text: 'identity card and blood group matched' };
  const standing = { patient: aPatient(), last: anEmergency() };

  it('stands for 72 hours', () => {
    const decision = linkInEmergency({ patient: aPatient(), last: undefined }, make, nurse.actor, now);
    expect(decision).toMatchObject({
      state: { provider: 'hospital', by: nurse.actor.name, state: 'provisional', until: '2026-11-24T09:30:00.000Z' },
      event: { type: 'EmergencyLinkMade', patient: anaId },
    });
  });

  it('while it stands is the same one', () => {
    expect(linkInEmergency(standing, make, nurse.actor, now)).toMatchObject({ repeated: { at: earlier } });
  });

  it('is made anew only after the last was reviewed', () => {
    const { patient: _, ...finding } = review;
    const reviewed = anEmergency({ review: { ...finding, by: 'f'.repeat(32), at: now } });
    expect(refusalOf(() => linkInEmergency(standing, make, nurse.actor, after))).toBe('EMERGENCY_LINK_REVIEW_OPEN');
    const again = linkInEmergency({ patient: aPatient(), last: reviewed }, make, nurse.actor, after);
    expect(again).toMatchObject({ state: { madeAt: after, state: 'provisional' } });
    expect('state' in again && again.state.review).toBeUndefined();
  });

  it.each([
    ['confirms', true, 'confirmed'],
    ['rejects', false, 'rejected'],
  ])('is one that the patient %s', (_, isConfirmed, state) => {
    const answer = { patient: anaId, provider: 'hospital', isConfirmed };
    expect(answerEmergencyLink(standing, answer, ana, now)).toMatchObject({
      state: { state },
      event: { type: 'EmergencyLinkAnswered', state },
    });
    const answered = { ...standing, last: anEmergency({ state: state as EmergencyLink['state'] }) };
    expect(answerEmergencyLink(answered, answer, ana, now)).toMatchObject({ repeated: { state } });
    expect(refusalOf(() => answerEmergencyLink(standing, answer, nurse, now))).toBe('NOT_THE_PATIENT');
    expect(refusalOf(() => answerEmergencyLink({ ...standing, last: undefined }, answer, ana, now))).toBe(
      'EMERGENCY_LINK_MISSING',
    );
  });

  it('is not confirmed after its end, nor after a rejection', () => {
    const answer = { patient: anaId, provider: 'hospital', isConfirmed: true };
    expect(refusalOf(() => answerEmergencyLink(standing, answer, ana, after))).toBe('EMERGENCY_LINK_MISSING');
    const rejected = { ...standing, last: anEmergency({ state: 'rejected' }) };
    expect(refusalOf(() => answerEmergencyLink(rejected, answer, ana, now))).toBe('EMERGENCY_LINK_MISSING');
    expect(answerEmergencyLink(standing, { ...answer, isConfirmed: false }, ana, after)).toMatchObject({
      state: { state: 'rejected' },
    });
  });

  it('is reviewed by a privacy officer, once', () => {
    const { actor } = hospitalPrivacyOfficer;
    const decision = reviewEmergencyLink(standing, review, actor, now);
    expect(decision).toMatchObject({
      state: { review: { by: actor.name, outcome: 'justified' }, state: 'provisional' },
      event: { type: 'EmergencyLinkReviewed' },
    });
    const reviewed = { ...standing, last: 'state' in decision ? decision.state : undefined };
    expect(reviewEmergencyLink(reviewed, review, actor, after)).toMatchObject({ repeated: { at: now } });
    expect(refusalOf(() => reviewEmergencyLink(reviewed, { ...review, outcome: 'not-justified' }, actor, now))).toBe(
      'REVIEW_CLOSED',
    );
  });

  it.each([
    ['by who made it', standing, { ...hospitalPrivacyOfficer.actor, name: nurse.actor.name }, 'SECOND_PERSON_NEEDED'],
    ['when there is none', { ...standing, last: undefined }, hospitalPrivacyOfficer.actor, 'EMERGENCY_LINK_MISSING'],
  ])('is not reviewed %s', (_, situation, by, code) => {
    expect(refusalOf(() => reviewEmergencyLink(situation, review, by, now))).toBe(code);
  });
});
