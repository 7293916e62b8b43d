import { instantOf } from '../../ledger';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { aGuardian, ana, aPatient, dara, forgedAna, later, now, nurse, otherPatient } from '../fixtures/patients';
import type { Guardian } from './patient.schema';
import { requireVoice } from './speaker.rules';

const guarded = (more: Partial<Guardian> = {}) => aPatient({ guardians: [aGuardian(more)] });
const afterEnd = instantOf(Date.parse(later) + 1);

it.each([
  ['the patient decides', aPatient(), ana, 'decide', now, 'patient'],
  ['the patient reads', aPatient(), ana, 'read', now, 'patient'],
  ['a guardian who decides reads too', guarded(), dara, 'read', now, 'guardian'],
  ['a guardian decides', guarded(), dara, 'decide', now, 'guardian'],
  ['a guardian who reads reads', guarded({ scope: 'read' }), dara, 'read', now, 'guardian'],
  ['a guardian acts up to the last moment', guarded(), dara, 'decide', later, 'guardian'],
] as const)('%s', (_, patient, by, needed, at, voice) => {
  expect(requireVoice(patient, by, needed, at)).toBe(voice);
});

it.each([
  ['a guardian who only reads does not decide', guarded({ scope: 'read' }), dara, 'decide', now],
  ['a guardian’s time ends', guarded(), dara, 'read', afterEnd],
  ['a guardian of somebody else', aPatient(), dara, 'read', now],
  [
    'the same name at another organisation',
    guarded({ person: { organisation: 'hospital', name: dara.actor.name } }),
    dara,
    'read',
    now,
  ],
  [
    'a guardian’s certificate of another role',
    guarded(),
    { ...dara, actor: { ...dara.actor, role: 'nurse' } },
    'read',
    now,
  ],
  ['another patient', aPatient(), otherPatient, 'read', now],
  ['another organisation’s certificate in her name', aPatient(), forgedAna, 'read', now],
  ['a clinician', aPatient(), nurse, 'read', now],
] as const)('%s is refused', (_, patient, by, needed, at) => {
  expect(refusalOf(() => requireVoice(patient, by, needed, at))).toBe('NOT_THE_PATIENT');
});
