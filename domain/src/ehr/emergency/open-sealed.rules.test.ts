import { anActor } from '../../ledger/fixtures/actors';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { now, nurse } from '../fixtures/patients';
import { aSession, anEmergency, clinicPhysician, hours, minutes, okafor, seconds } from '../fixtures/sessions';
import { type Session, sessionSchema } from '../session';
import { openSealedSchema } from './emergency-commands.schema';
import { sealedApprovedSchema, sealedOpenedSchema } from './emergency.events';
import { isSealedOpen } from './emergency.schema';
import { approveSealed, openSealed } from './open-sealed.rules';

const approval = { organisation: 'clinic', name: clinicPhysician.actor.name, role: 'physician', at: now } as const;
const { until: _until, ...denied } = anEmergency({}, { isAllowed: false, reason: 'role-not-permitted' });
const soon = minutes(1);

describe('a second clinician', () => {
  it.each([
    ['a nurse of the same provider', nurse.actor],
    ['a physician of another', clinicPhysician.actor],
  ])('who agrees is %s', (_, by) => {
    const { organisation, name, role } = by;
    const agreed = { organisation, name, role, at: soon };
    const decision = approveSealed(anEmergency(), by, soon);
    expect(decision).toMatchObject({
      state: { emergency: { approval: agreed, text: 'unconscious after a fall' } },
      event: { type: 'SealedApproved', approval: agreed },
    });
    expect('state' in decision && sessionSchema.parse(decision.state)).toBeTruthy();
    expect('event' in decision && sealedApprovedSchema.parse(decision.event)).toBeTruthy();
  });

  it('is the first: another one’s agreement changes nothing', () => {
    const again = approveSealed(anEmergency({ approval }), nurse.actor, soon);
    expect(again).toMatchObject({ repeated: { at: now, approval } });
  });

  it.each([
    ['who broke the glass', anEmergency(), okafor.actor, soon, 'SECOND_PERSON_NEEDED'],
    [
      'who broke the glass, in another role elsewhere',
      anEmergency(),
      anActor('clinic', 'nurse', { name: okafor.actor.name }),
      soon,
      'SECOND_PERSON_NEEDED',
    ],
    ['for no emergency', aSession(), nurse.actor, soon, 'NOT_AN_EMERGENCY'],
    ['after it is over', anEmergency(), nurse.actor, hours(4.001), 'SESSION_NOT_OPEN'],
    ['when it was denied', denied, nurse.actor, soon, 'SESSION_NOT_OPEN'],
  ])('is not %s', (_, session, by, at, code) => {
    expect(refusalOf(() => approveSealed(session, by, at))).toBe(code);
  });
});

describe('what is sealed', () => {
  const approved = { session: '5'.repeat(32), second: { kind: 'approval' } } as const;
  const open = (session: Session, second: object = approved.second, at = minutes(3), by = okafor.actor) =>
    openSealed(session, openSealedSchema.parse({ ...approved, second }), by, at);
  const none = (askedAt: string, openedAt: string) => ({
    kind: 'none',
    text: 'nobody is on the ward',
    askedAt,
    openedAt,
  });

  it('opens once a second clinician agreed', () => {
    const decision = open(anEmergency({ approval }), approved.second, soon);
    expect(decision).toMatchObject({
      state: { emergency: { opening: { at: soon }, approval } },
      event: { type: 'SealedOpened', at: soon },
    });
    if (!('state' in decision)) throw new Error('it changed nothing');
    expect(isSealedOpen(sessionSchema.parse(decision.state), soon)).toBe(true);
    expect(sealedOpenedSchema.parse(decision.event)).toBeTruthy();
    expect(refusalOf(() => open(anEmergency()))).toBe('SECOND_CLINICIAN_AWAITED');
  });

  it('opens alone after two minutes, with a reason and both times', () => {
    const decision = open(anEmergency(), none(seconds(10), seconds(130)));
    expect(decision).toMatchObject({
      state: {
        emergency: {
          opening: {
            at: seconds(130),
            alone: { text: 'nobody is on the ward', askedAt: seconds(10), openedAt: seconds(130) },
          },
        },
      },
      event: { type: 'SealedOpened', at: minutes(3) },
    });
    expect('event' in decision && sealedOpenedSchema.parse(decision.event)).toBeTruthy();
  });

  it.each([
    ['two minutes and not quite', none(seconds(10), seconds(129.999)), minutes(3)],
    ['from before the glass was broken', none(minutes(-10), seconds(119)), minutes(3)],
    ['into the future', none(seconds(10), seconds(200)), seconds(100)],
    ['backwards', none(seconds(130), seconds(10)), minutes(3)],
  ])('stays sealed for who waited %s', (_, second, at) => {
    expect(refusalOf(() => open(anEmergency(), second, at))).toBe('SECOND_CLINICIAN_AWAITED');
  });

  it('was open when it was opened, however late that is reported', () => {
    const report = (openedAt: string) => open(anEmergency(), none(minutes(1), openedAt), hours(30));
    expect(report(hours(3))).toMatchObject({ state: { emergency: { opening: { at: hours(3) } } } });
    expect(refusalOf(() => report(hours(4.001)))).toBe('SESSION_NOT_OPEN');
  });

  it('reported late without a second opens others’ records two minutes after the ledger learned of it', () => {
    const alone = { text: 'nobody is on the ward', askedAt: minutes(-60), openedAt: minutes(-50) };
    const late = anEmergency({ at: minutes(-61), isLate: true, opening: { at: minutes(-50), alone } });
    expect([seconds(119), seconds(120)].map((at) => isSealedOpen(late, at))).toEqual([false, true]);
    expect(isSealedOpen(anEmergency(), hours(1))).toBe(false);
    expect(isSealedOpen(aSession(), hours(1))).toBe(false);
  });

  it('stays open: the same again, or for another reason, is a success', () => {
    const opened = anEmergency({ opening: { at: soon } });
    expect(open(opened, none(seconds(10), seconds(130)))).toMatchObject({
      repeated: { at: soon, opening: { at: soon } },
    });
  });

  it.each([
    ['another person', anEmergency({ approval }), nurse.actor, 'SESSION_NOT_YOURS'],
    ['who broke no glass', aSession(), okafor.actor, 'NOT_AN_EMERGENCY'],
    ['who was denied', { ...denied, emergency: anEmergency({ approval }).emergency }, okafor.actor, 'SESSION_NOT_OPEN'],
  ])('is not opened by %s', (_, session, by, code) => {
    expect(refusalOf(() => open(session as Session, approved.second, soon, by))).toBe(code);
  });
});
