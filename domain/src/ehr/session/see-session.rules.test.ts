import { anActor } from '../../ledger/fixtures/actors';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aGuardian,
  ana,
  aPatient,
  clinicPrivacyOfficer,
  dara,
  hospitalPrivacyOfficer,
  now,
  nurse,
  otherPatient,
} from '../fixtures/patients';
import { aSession, anEmergency, clinicPhysician, gateway, okafor, pharmacist } from '../fixtures/sessions';
import type { Speaker } from '../patient';
import { requireSight } from './see-session.rules';

const patient = aPatient({ guardians: [aGuardian({ scope: 'read' })] });
const elsewhere: Speaker = { actor: anActor('pharmacy', 'privacy-officer'), key: '0'.repeat(64) };

it.each<[string, Speaker, boolean, boolean]>([
  ['a provider’s gateway', gateway, true, true],
  ['the reader', okafor, true, true],
  ['the patient', ana, true, true],
  ['a guardian', dara, true, true],
  ['a privacy officer of the reader’s', hospitalPrivacyOfficer, true, true],
  ['a privacy officer of the patient’s', clinicPrivacyOfficer, true, true],
  ['a privacy officer of neither', elsewhere, false, false],
  ['another patient', otherPatient, false, false],
  ['a colleague', nurse, false, true],
  ['a physician elsewhere', clinicPhysician, false, true],
  ['a pharmacist', pharmacist, false, false],
])('%s sees a session, and an emergency, or does not', (_, by, isSeen, isEmergencySeen) => {
  const sees = (session = aSession()) =>
    refusalOf(() => {
      requireSight({ session, patient }, by, now);
    }) === undefined;
  expect([sees(), sees(anEmergency())]).toEqual([isSeen, isEmergencySeen]);
});
