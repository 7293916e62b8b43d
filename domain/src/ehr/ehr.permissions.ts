/** Who may send what to `EhrAccess`: the providers' people and gateways, and patients. */
import type { MemberKind } from '../consortium';
import type { Permission, Role } from '../ledger';
import { EHR_CONTRACT } from './ehr-contract';

const PROVIDERS: readonly MemberKind[] = ['hospital', 'clinic', 'pharmacy'];
/** Who may act for a patient; for whom, the contract asks. */
const VOICES: readonly Role[] = ['patient', 'guardian'];

const row = (transaction: string, roles: Permission['roles'], condition?: string): Permission => ({
  contract: EHR_CONTRACT,
  transaction,
  organisations: PROVIDERS,
  roles,
  ...(condition !== undefined && { condition }),
});

const SELF = 'the patient, or a guardian whose scope is to decide';

/** The rows of patients, links and consents. */
export const EHR_PERMISSIONS: readonly Permission[] = [
  row('RegisterPatient', ['patient'], 'everybody registers themselves, once'),
  row(
    'AppointGuardian',
    ['patient', 'privacy-officer'],
    'the patient, or a privacy officer of their home organisation',
  ),
  row('DismissGuardian', ['patient', 'guardian', 'privacy-officer'], 'who may appoint, and the guardian themselves'),
  row('LinkRecord', [...VOICES, 'physician', 'nurse'], `${SELF}; staff, for whom they reported as an emergency`),
  row('UnlinkRecord', VOICES, SELF),
  row('LinkInEmergency', ['physician', 'nurse'], 'of a patient who cannot speak; always reviewed'),
  row('AnswerEmergencyLink', VOICES, SELF),
  {
    ...row('ReviewEmergencyLink', ['privacy-officer'], 'at the provider that made the link'),
    condition: 'at the provider that made the link, and never who made it',
  },
  row('GiveConsent', VOICES, SELF),
  row('WithdrawConsent', VOICES, SELF),
  row('ReadMyPatient', ['patient'], 'which patient the caller is'),
  row('ReadPatient', [...VOICES, 'privacy-officer', 'gateway'], 'patients and guardians their own'),
  row('ReadConsents', [...VOICES, 'gateway'], 'patients and guardians their own'),
  row('ReadLink', [...VOICES, 'gateway', 'privacy-officer', 'physician', 'nurse'], 'at the provider whose link it is'),
];
