import { refusalOf } from '../../ledger/fixtures/refusals';
import { anaId, aPatient, later, now, nurse } from '../fixtures/patients';
import {
  aSession,
  anEmergency,
  clinicPhysician,
  hours,
  minutes,
  okafor,
  otherId,
  pharmacist,
  seconds,
  sessionId,
} from '../fixtures/sessions';
import { sessionSchema } from '../session';
import { breakGlass, breakingRolesOf, setBreakGlassRoles } from './break-glass.rules';
import { breakGlassSettingSchema, setBreakGlassRolesSchema } from './break-glass-setting.schema';
import { type BreakGlass, breakGlassSchema } from './emergency-commands.schema';
import { breakGlassRolesSetSchema, glassBrokenSchema } from './emergency.events';

const text = 'unconscious after a fall';
const command = (more: object = {}): BreakGlass =>
  breakGlassSchema.parse({ session: sessionId, patient: anaId, reason: 'ETREAT', text, at: now, ...more });
const situation = { patient: aPatient(), existing: undefined, setting: undefined };

describe('breaking the glass', () => {
  it('opens a record for four hours, and a review that is due in 72', () => {
    const decision = breakGlass(situation, command(), okafor.actor, now);
    const emergency = { reason: 'ETREAT', text, at: now, isLate: false, reviewDue: hours(72) };
    const told = {
      ...{ session: sessionId, patient: anaId, isAllowed: true, reason: 'emergency', until: hours(4), emergency },
      reader: { organisation: 'hospital', role: 'physician', name: okafor.actor.name },
    };
    expect(decision).toEqual({
      state: { ...told, purpose: 'BTG', askedAt: now, changedAt: now },
      event: { type: 'GlassBroken', version: 1, at: now, ...told },
    });
    expect('state' in decision && sessionSchema.parse(decision.state)).toBeTruthy();
    expect('event' in decision && glassBrokenSchema.parse(decision.event)).toBeTruthy();
  });

  it.each([
    ['at once', seconds(0), false, seconds(0)],
    ['within a minute', seconds(-60), false, seconds(-60)],
    ['later than that', seconds(-60.001), true, seconds(-60.001)],
    ['a day later', hours(-24), true, hours(-24)],
    ['by a clock that runs ahead', minutes(3), false, seconds(0)],
  ])('is recorded when it is reported %s; four hours count from when it happened', (_, at, isLate, happened) => {
    expect(breakGlass(situation, command({ at }), nurse.actor, now)).toMatchObject({
      state: { until: hours(4, happened), emergency: { at: happened, isLate, reviewDue: hours(72) } },
    });
  });

  it.each([
    ['the provider let all but nurses', nurse, { roles: ['physician' as const] }],
    ['the provider said nothing, of a pharmacist', pharmacist, undefined],
  ])('is denied, recorded and reviewed where %s', (_, by, roles) => {
    const setting = roles && { ...roles, organisation: by.actor.organisation, changedAt: now };
    const decision = breakGlass({ ...situation, setting }, command({ at: hours(-1) }), by.actor, now);
    expect(decision).toMatchObject({
      state: { isAllowed: false, reason: 'role-not-permitted', emergency: { isLate: true, reviewDue: hours(72) } },
      event: { type: 'GlassBroken', isAllowed: false },
    });
    expect('state' in decision && decision.state).not.toHaveProperty('until');
  });

  it('again answers the first result', () => {
    const again = breakGlass({ ...situation, existing: anEmergency() }, command({ at: later }), okafor.actor, later);
    expect(again).toMatchObject({ repeated: { type: 'GlassBroken', at: now, until: hours(4) } });
  });

  it.each([
    ['another person', anEmergency(), clinicPhysician, {}],
    ['another patient', anEmergency(), okafor, { patient: otherId }],
    ['another reason', anEmergency(), okafor, { reason: 'THREAT' }],
    ['another text', anEmergency(), okafor, { text: 'bleeding' }],
    ['a session that is no emergency', aSession(), okafor, {}],
  ])('with the id of another session is refused: %s', (_, existing, by, more) => {
    const act = () => breakGlass({ ...situation, existing }, command(more), by.actor, later);
    expect(refusalOf(act)).toBe('SESSION_ID_TAKEN');
  });

  it('has a coded reason and a text', () => {
    for (const more of [{ reason: 'CURIOSITY' }, { text: '' }, { text: 'x'.repeat(1_001) }, { at: '2026-11-21' }])
      expect(breakGlassSchema.safeParse({ ...command(), ...more }).success).toBe(false);
  });
});

describe('a provider’s setting', () => {
  const set = (roles: readonly string[], existing?: ReturnType<typeof breakGlassSettingSchema.parse>) =>
    setBreakGlassRoles(existing, setBreakGlassRolesSchema.parse({ roles }), okafor.actor, now);

  it('says which roles may; physicians and nurses where it says nothing', () => {
    expect(breakingRolesOf(undefined)).toEqual(['nurse', 'physician']);
    const decision = set(['physician', 'pharmacist']);
    expect(decision).toMatchObject({
      state: { organisation: 'hospital', roles: ['pharmacist', 'physician'], changedAt: now },
      event: { type: 'BreakGlassRolesSet', organisation: 'hospital', roles: ['pharmacist', 'physician'] },
    });
    if (!('state' in decision)) throw new Error('it changed nothing');
    const setting = breakGlassSettingSchema.parse(decision.state);
    expect(breakGlassRolesSetSchema.parse(decision.event)).toBeTruthy();
    expect(breakGlass({ ...situation, setting }, command(), nurse.actor, now)).toMatchObject({
      state: { isAllowed: false },
    });
    expect(set(['pharmacist', 'physician'], setting)).toEqual({ repeated: decision.event });
    expect(set(['physician'], setting)).toMatchObject({ state: { roles: ['physician'] } });
  });

  it.each([[[]], [['patient']], [['nurse', 'nurse']]])(
    'is not %j: somebody always may, and who treats alone',
    (roles) => {
      expect(setBreakGlassRolesSchema.safeParse({ roles }).success).toBe(false);
    },
  );
});
