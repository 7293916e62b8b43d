import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aConfirmation,
  aHold,
  anErasure,
  confirmedErasure,
  erasureId,
  gatewayOf,
  providers,
} from '../fixtures/erasures';
import { anaId, aPatient, earlier, later, now } from '../fixtures/patients';
import { aSession, anEmergency, hours, seconds, sessionId } from '../fixtures/sessions';
import type { EmergencyLink } from '../link';
import { confirmationDigest, erasureStatementSchema } from './erasure-statement.schema';
import { purgedBefore, purgePatient, type PurgingSituation } from './purge-patient.rules';

const transaction = 'f'.repeat(64);
const told = {
  transactionId: transaction,
  event: { type: 'AccessDecided', version: 1, at: earlier, patient: anaId },
};
const review = { by: '0c'.repeat(16), outcome: 'justified', text: 'seen', at: now } as const;
const emergencyLink: EmergencyLink = {
  ...{ patient: anaId, provider: 'hospital', by: '0d'.repeat(16), reason: 'unconscious' },
  ...{ madeAt: earlier, until: hours(72, earlier), state: 'provisional', changedAt: earlier },
};
const heldBy = (covers: ('records' | 'accesses')[]) =>
  anErasure({
    hospital: { hold: aHold({ covers }) },
    ...Object.fromEntries(['clinic', 'pharmacy'].map((one) => [one, { confirmation: aConfirmation(one) }])),
  });

function purge(
  more: Partial<PurgingSituation> = {},
  isLast = false,
  by: 'clinic' | 'hospital' = 'clinic',
  at = now,
  erasure = erasureId,
) {
  const situation = {
    ...{ patient: aPatient(), erasure: confirmedErasure(), sessions: [aSession()] },
    ...{ events: [told], emergencyLinks: [] },
    ...more,
  };
  const command = { patient: anaId, erasure, sessions: [], transactions: [], isLast };
  return purgePatient(testDigest, situation, command, gatewayOf(by).actor, at);
}

describe('a purge of pieces', () => {
  it('takes what was found, and names no patient', () => {
    expect(purge()).toEqual({
      state: { sessions: [sessionId], transactions: [transaction] },
      event: { type: 'PatientPurged', version: 1, at: now, erasure: erasureId },
    });
  });

  it('of pieces that are gone is no fault', () => {
    expect(purge({ sessions: [], events: [] })).toMatchObject({ state: { sessions: [], transactions: [] } });
  });

  it.each([
    ['one provider has not answered', { erasure: anErasure({ clinic: { hold: aHold() } }) }, 'ERASURE_NOT_ANSWERED'],
    ['one keeps who had access', { erasure: heldBy(['accesses', 'records']) }, 'RETENTION_HOLD'],
    ['one keeps its own records', { erasure: heldBy(['records']) }, undefined],
    ['a session is another’s', { sessions: [aSession(), aSession({ patient: 'b'.repeat(32) })] }, 'NOT_OF_PATIENT'],
    [
      'an event is another’s',
      { events: [{ ...told, event: { ...told.event, patient: 'b'.repeat(32) } }] },
      'NOT_OF_PATIENT',
    ],
    ['a broken glass is not reviewed', { sessions: [anEmergency()] }, 'REVIEW_OPEN'],
    ['a broken glass is reviewed', { sessions: [anEmergency({ review })] }, undefined],
  ])('when %s', (_, more, code) => {
    expect(refusalOf(() => purge(more))).toBe(code);
  });

  it('is the home organisation’s, of the erasure that stands', () => {
    expect(refusalOf(() => purge({}, false, 'hospital'))).toBe('NOT_HOME_ORGANISATION');
    expect(refusalOf(() => purge({}, false, 'clinic', now, 'd'.repeat(32)))).toBe('ERASURE_NOT_FOUND');
  });
});

describe('the last purge', () => {
  it('takes the patient, and leaves digests of what providers signed', () => {
    const confirmations = providers.map((provider) => ({
      ...{ provider, at: now },
      digest: confirmationDigest(testDigest, aConfirmation(provider)),
    }));
    const statement = { erasure: erasureId, home: 'clinic', requestedAt: earlier, confirmations };
    const decision = purge({}, true);
    expect(decision).toMatchObject({
      state: { last: { patient: aPatient(), statement: { ...statement, changedAt: now } } },
      event: { type: 'PatientErased', version: 1, at: now, ...statement },
    });
    expect(JSON.stringify('event' in decision && decision.event)).not.toContain(anaId);
  });

  it.each([
    ['a provider’s hold on its records stands', { erasure: heldBy(['records']) }, now, 'ERASURE_NOT_CONFIRMED'],
    [
      'a hold is over and nothing confirmed',
      { erasure: heldBy(['records']) },
      seconds(1, later),
      'ERASURE_NOT_CONFIRMED',
    ],
    ['an emergency link is not reviewed', { emergencyLinks: [emergencyLink] }, now, 'REVIEW_OPEN'],
    ['it is', { emergencyLinks: [{ ...emergencyLink, review }] }, now, undefined],
  ])('when %s', (_, more, at, code) => {
    expect(refusalOf(() => purge(more, true, 'clinic', at))).toBe(code);
  });

  it('sent again answers the first time', () => {
    const statement = erasureStatementSchema.parse({
      ...{ erasure: erasureId, home: 'clinic', requestedAt: earlier, confirmations: [], changedAt: now },
    });
    expect(purgedBefore(statement)).toMatchObject({ repeated: { type: 'PatientErased', at: now, home: 'clinic' } });
  });
});
