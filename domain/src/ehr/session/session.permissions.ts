/** Who may ask for sessions, and look at them. */
import type { Permission } from '../../ledger';
import { EHR_CONTRACT } from '../ehr-contract';
import { ASKING_ROLES } from './purpose.table';

const providers = { contract: EHR_CONTRACT, organisations: ['hospital', 'clinic', 'pharmacy'] } as const;
const asking = { ...providers, roles: ASKING_ROLES } as const;
const looking = { ...providers, roles: ['gateway', ...ASKING_ROLES] } as const;

/** The rows of `EhrAccess` about sessions. */
export const EHR_SESSION_PERMISSIONS: readonly Permission[] = [
  {
    ...asking,
    transaction: 'RequestAccess',
    condition:
      'commits allowed or denied: by role and purpose, and by the patient’s consents; always for a patient’s own',
  },
  {
    ...asking,
    transaction: 'EndSession',
    condition: 'only who opened the session, the patient, or a guardian who decides; an emergency only who opened it',
  },
  { ...asking, transaction: 'DecideAccess', condition: 'answers about the caller alone' },
  { ...looking, transaction: 'ReadForRelease', condition: 'gateways, and the reader of the session' },
  {
    ...looking,
    transaction: 'ReadSession',
    condition:
      'gateways, the reader, the patient and guardians, privacy officers of both, and in an emergency physicians and nurses',
  },
  {
    ...providers,
    roles: ['gateway'],
    transaction: 'ReadEvent',
    condition: 'private events of all providers, and of the caller’s own organisation',
  },
];
