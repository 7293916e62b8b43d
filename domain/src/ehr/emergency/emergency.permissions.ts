/** Who may break the glass, agree to open what is sealed, and judge it. */
import type { Permission } from '../../ledger';
import { EHR_CONTRACT } from '../ehr-contract';
import { breakingRoleSchema } from './break-glass-setting.schema';
import { APPROVING_ROLES } from './emergency.schema';

const providers = { contract: EHR_CONTRACT, organisations: ['hospital', 'clinic', 'pharmacy'] } as const;
const breaking = { ...providers, roles: breakingRoleSchema.options } as const;

/** The rows of `EhrAccess` about emergencies. */
export const EHR_EMERGENCY_PERMISSIONS: readonly Permission[] = [
  {
    ...breaking,
    transaction: 'BreakGlass',
    condition:
      'allowed for the roles that the provider’s setting names, denied and recorded for others; asks no consent',
  },
  {
    ...providers,
    roles: APPROVING_ROLES,
    transaction: 'ApproveSealed',
    condition: 'another person than who broke the glass, of any provider',
  },
  {
    ...breaking,
    transaction: 'OpenSealed',
    condition: 'only who broke the glass: after a second clinician agreed, or after two minutes for a further reason',
  },
  {
    ...providers,
    roles: ['privacy-officer'],
    transaction: 'ReviewEmergency',
    condition: 'only of the reader’s organisation, and another person than the reader',
  },
  {
    ...providers,
    roles: ['administrator', 'privacy-officer'],
    transaction: 'SetBreakGlassRoles',
    condition: 'always of the caller’s own organisation',
  },
  { ...providers, roles: 'any', transaction: 'ReadBreakGlassRoles' },
];
