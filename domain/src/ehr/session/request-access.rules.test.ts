import { instantOf } from '../../ledger';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aGuardian,
  ana,
  anaId,
  aPatient,
  dara,
  forgedAna,
  later,
  now,
  nurse,
  otherPatient,
} from '../fixtures/patients';
import {
  administrator,
  aSession,
  clinicPhysician,
  forTreatment,
  given,
  minutes,
  okafor,
  otherId,
  pharmacist,
  sessionId,
} from '../fixtures/sessions';
import type { Speaker } from '../patient';
import { decideAccess, requestAccess } from './request-access.rules';
import { decideAccessSchema, type RequestAccess, requestAccessSchema } from './session-commands.schema';
import { accessDecidedSchema } from './session.events';
import { sessionSchema } from './session.schema';

const command = (more: object = {}): RequestAccess =>
  requestAccessSchema.parse({ session: sessionId, patient: anaId, purpose: 'TREAT', ...more });
const situation = { patient: aPatient(), given: given(forTreatment), existing: undefined };

describe('asking to see a record', () => {
  it('opens it for a quarter of an hour, for this person, role and purpose', () => {
    const decision = requestAccess(situation, command({ types: ['Observation'] }), okafor, now);
    const opened = {
      ...{ session: sessionId, patient: anaId, purpose: 'TREAT', types: ['Observation'] },
      ...{ isAllowed: true, reason: 'permitted', until: minutes(15) },
      reader: { organisation: 'hospital', role: 'physician', name: okafor.actor.name },
    };
    expect(decision).toEqual({
      state: { ...opened, askedAt: now, changedAt: now },
      event: { type: 'AccessDecided', version: 1, at: now, ...opened },
    });
    expect('state' in decision && sessionSchema.parse(decision.state)).toBeTruthy();
    expect('event' in decision && accessDecidedSchema.parse(decision.event)).toBeTruthy();
  });

  it.each<[string, Speaker, object, ReturnType<typeof given> | undefined, string]>([
    ['who never gave a consent', okafor, {}, undefined, 'no-permit'],
    ['who permits it to others', clinicPhysician, {}, given(forTreatment), 'no-permit'],
    ['who permits it for another purpose', okafor, { purpose: 'HRESCH' }, given(forTreatment), 'no-permit'],
    [
      'who denies it to this person',
      okafor,
      {},
      given(forTreatment, { type: 'deny', actors: [{ organisation: 'hospital', person: okafor.actor.name }] }),
      'denied',
    ],
    ['whom a nurse wants to bill', nurse, { purpose: 'HPAYMT' }, given({ type: 'permit' }), 'role-not-permitted'],
    ['whom an administrator wants to treat', administrator, {}, given({ type: 'permit' }), 'role-not-permitted'],
    ['who is somebody else', otherPatient, { purpose: 'PATRQT' }, given({ type: 'permit' }), 'not-the-patient'],
    ['whose name another organisation issued', forgedAna, { purpose: 'PATRQT' }, undefined, 'not-the-patient'],
    ['whose guardian one is not', dara, { purpose: 'PATRQT' }, undefined, 'not-the-patient'],
    ['as a patient who wants to treat', otherPatient, {}, given({ type: 'permit' }), 'role-not-permitted'],
  ])('of one %s is denied, and told like what is allowed', (_, by, more, consents, reason) => {
    const decision = requestAccess({ ...situation, given: consents }, command(more), by, now);
    expect(decision).toMatchObject({
      state: { isAllowed: false, reason },
      event: { type: 'AccessDecided', isAllowed: false, reason },
    });
    expect('state' in decision && decision.state).not.toHaveProperty('until');
    expect('event' in decision && accessDecidedSchema.parse(decision.event)).toBeTruthy();
  });

  it.each<[string, Speaker, string, string]>([
    ['administration bills', administrator, 'HPAYMT', 'permitted'],
    ['a pharmacy bills', pharmacist, 'HPAYMT', 'permitted'],
    ['a nurse treats', nurse, 'TREAT', 'permitted'],
    ['administration looks at quality', administrator, 'HOPERAT', 'permitted'],
    ['a physician does research', okafor, 'HRESCH', 'permitted'],
  ])('is for what is a role’s work: %s', (_, by, purpose, reason) => {
    const decision = requestAccess({ ...situation, given: given({ type: 'permit' }) }, command({ purpose }), by, now);
    expect(decision).toMatchObject({ state: { isAllowed: true, reason } });
  });

  it('of one’s own is always allowed, whatever one denied to everybody', () => {
    const closed = { ...situation, given: given({ type: 'deny' }) };
    const own = requestAccess(closed, command({ purpose: 'PATRQT' }), ana, now);
    expect(own).toMatchObject({ state: { isAllowed: true, reason: 'own-record', until: minutes(15) } });
    const patient = aPatient({ guardians: [aGuardian({ scope: 'read' })] });
    const guardians = requestAccess({ ...closed, patient }, command({ purpose: 'PATRQT' }), dara, now);
    expect(guardians).toMatchObject({ state: { isAllowed: true, reason: 'guardian' } });
    const after = instantOf(Date.parse(later) + 1);
    expect(requestAccess({ ...closed, patient }, command({ purpose: 'PATRQT' }), dara, after)).toMatchObject({
      state: { isAllowed: false },
    });
  });

  it('is for a patient, a known purpose, and never asked for an emergency', () => {
    expect(refusalOf(() => command())).toBeUndefined();
    for (const more of [
      { patient: undefined },
      { purpose: 'BTG' },
      { purpose: 'MARKETING' },
      { types: [] },
      { types: ['Observation', 'Observation'] },
      { types: ['Patient'] },
      { session: 'S1' },
    ])
      expect(requestAccessSchema.safeParse({ ...command(), ...more }).success).toBe(false);
  });
});

describe('asking again', () => {
  const existing = aSession({ types: ['Observation'] });
  const again = (by: Speaker, more: object = {}) =>
    requestAccess(
      { ...situation, given: undefined, existing },
      command({ types: ['Observation'], ...more }),
      by,
      later,
    );

  it('answers the first result, though it would be another today', () => {
    const { session, patient, reader, purpose, types, isAllowed, reason, until } = existing;
    expect(again(okafor)).toEqual({
      repeated: {
        ...{ type: 'AccessDecided', version: 1, at: now },
        ...{ session, patient, reader, purpose, types, isAllowed, reason, until },
      },
    });
    const denied = aSession({ isAllowed: false, reason: 'no-permit' });
    delete denied.until;
    expect(requestAccess({ ...situation, existing: denied }, command(), okafor, later)).toMatchObject({
      repeated: { isAllowed: false },
    });
  });

  it.each<[string, Speaker, object]>([
    ['another person', nurse, {}],
    ['the same person in another role', { ...okafor, actor: { ...okafor.actor, role: 'nurse' } }, {}],
    ['the same name of another organisation', { ...okafor, actor: { ...okafor.actor, organisation: 'clinic' } }, {}],
    ['another patient', okafor, { patient: otherId }],
    ['another purpose', okafor, { purpose: 'HOPERAT' }],
    ['other kinds of data', okafor, { types: ['Condition'] }],
  ])('with the id of another session is refused: %s', (_, by, more) => {
    expect(refusalOf(() => again(by, more))).toBe('SESSION_ID_TAKEN');
  });
});

describe('what would come of asking', () => {
  const wondering = decideAccessSchema.parse({ patient: anaId, purpose: 'TREAT' });

  it.each([
    ['nothing is held back', given({ type: 'permit' }), { isAllowed: true, reason: 'permitted', isLimited: false }],
    [
      'something may be',
      given({ type: 'permit' }, { type: 'deny', labels: ['PSY'] }),
      { isAllowed: true, reason: 'permitted', isLimited: true },
    ],
    ['nobody may', undefined, { isAllowed: false, reason: 'no-permit', isLimited: true }],
  ])('is told where %s', (_, consents, decision) => {
    expect(decideAccess({ patient: aPatient(), given: consents }, wondering, okafor, now)).toEqual(decision);
  });

  it('is that nothing of one’s own is held back', () => {
    const own = decideAccess(situation, { patient: anaId, purpose: 'PATRQT' }, ana, now);
    expect(own).toEqual({ isAllowed: true, reason: 'own-record', isLimited: false });
  });
});
