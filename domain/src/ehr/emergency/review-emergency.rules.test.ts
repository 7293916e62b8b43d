import { refusalOf } from '../../ledger/fixtures/refusals';
import { clinicPrivacyOfficer, hospitalPrivacyOfficer, now } from '../fixtures/patients';
import { aSession, anEmergency, hours, okafor } from '../fixtures/sessions';
import { sessionSchema } from '../session';
import type { ReviewEmergency } from './emergency-commands.schema';
import { emergencyReviewedSchema } from './emergency.events';
import { reviewStateOf } from './emergency.schema';
import { reviewEmergency } from './review-emergency.rules';

const finding: ReviewEmergency = { session: '5'.repeat(32), outcome: 'justified', text: 'patient was unconscious' };
const officer = hospitalPrivacyOfficer.actor;
const review = { by: officer.name, outcome: finding.outcome, text: finding.text, at: hours(1) };

describe('the review of an emergency', () => {
  it.each([
    ['in time', hours(1)],
    ['when it is overdue', hours(100)],
  ])('closes %s', (_, at) => {
    const decision = reviewEmergency(anEmergency(), finding, officer, at);
    expect(decision).toMatchObject({
      state: { emergency: { review: { ...review, at } } },
      event: { type: 'EmergencyReviewed', review: { ...review, at } },
    });
    expect('state' in decision && sessionSchema.parse(decision.state)).toBeTruthy();
    expect('event' in decision && emergencyReviewedSchema.parse(decision.event)).toBeTruthy();
  });

  it('again is a success', () => {
    const again = reviewEmergency(anEmergency({ review }), finding, officer, hours(2));
    expect(again).toMatchObject({ repeated: { at: hours(1), review } });
  });

  const other = { ...officer, name: '77'.repeat(16) };
  it.each([
    ['an officer of the patient’s home', anEmergency(), finding, clinicPrivacyOfficer.actor, 'SESSION_NOT_YOURS'],
    ['who broke the glass', anEmergency(), finding, { ...officer, name: okafor.actor.name }, 'SECOND_PERSON_NEEDED'],
    ['of no emergency', aSession(), finding, officer, 'NOT_AN_EMERGENCY'],
    [
      'with another outcome',
      anEmergency({ review }),
      { ...finding, outcome: 'not-justified' },
      officer,
      'REVIEW_CLOSED',
    ],
    ['with another text', anEmergency({ review }), { ...finding, text: 'it was fine' }, officer, 'REVIEW_CLOSED'],
    ['by a second officer', anEmergency({ review }), finding, other, 'REVIEW_CLOSED'],
  ] as const)('is refused: %s', (_, session, command, by, code) => {
    expect(refusalOf(() => reviewEmergency(session, command, by, hours(2)))).toBe(code);
  });

  it.each([
    ['open', {}, now],
    ['open', {}, hours(72)],
    ['overdue', {}, hours(72.001)],
    ['closed', { review }, hours(100)],
  ] as const)('is %s', (state, more, at) => {
    const { emergency } = anEmergency(more);
    expect(emergency && reviewStateOf(emergency, at)).toBe(state);
  });
});
