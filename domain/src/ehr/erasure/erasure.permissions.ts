/** Who may ask for an erasure, hold it, confirm it and purge. */
import type { Permission } from '../../ledger';
import { EHR_CONTRACT } from '../ehr-contract';

const providers = { contract: EHR_CONTRACT, organisations: ['hospital', 'clinic', 'pharmacy'] } as const;
const gateways = { ...providers, roles: ['gateway'] } as const;

/** The rows of `EhrAccess` about erasures. */
export const EHR_ERASURE_PERMISSIONS: readonly Permission[] = [
  {
    ...providers,
    roles: ['patient', 'privacy-officer'],
    transaction: 'RequestErasure',
    condition:
      'the patient, never a guardian; a privacy officer of the home organisation on the patient’s written request',
  },
  {
    ...providers,
    roles: ['gateway', 'privacy-officer'],
    transaction: 'HoldForRetention',
    condition: 'always of what the caller’s own organisation must keep; with a legal basis and an end',
  },
  { ...gateways, transaction: 'EraseLink', condition: 'always the link of the caller’s own organisation' },
  { ...gateways, transaction: 'ConfirmErasure', condition: 'for the caller’s own organisation, signed by its key' },
  { ...gateways, transaction: 'PurgePatient', condition: 'only of the patient’s home organisation' },
  {
    ...providers,
    roles: ['patient', 'guardian', 'gateway', 'privacy-officer'],
    transaction: 'ReadErasure',
    condition: 'patients and guardians their own; privacy officers of any provider, since each may hold',
  },
  { ...gateways, transaction: 'CountLeft', condition: 'counts what lies under the patient’s id' },
  { contract: EHR_CONTRACT, organisations: 'any', roles: 'any', transaction: 'ReadErasureStatement' },
];
