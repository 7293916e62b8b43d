/** Who may anchor records, and read what they add up to. */
import type { Permission } from '../../ledger';
import { EHR_CONTRACT } from '../ehr-contract';

const gateways = {
  contract: EHR_CONTRACT,
  organisations: ['hospital', 'clinic', 'pharmacy'],
  roles: ['gateway'],
} as const;

/** The rows of `EhrAccess` about records. */
export const EHR_RECORD_PERMISSIONS: readonly Permission[] = [
  { ...gateways, transaction: 'AnchorRecords', condition: 'the custodian is always the caller’s own organisation' },
  {
    ...gateways,
    transaction: 'ReadRecordLogs',
    condition: 'how much a custodian keeps of a patient is no person’s to ask',
  },
];
