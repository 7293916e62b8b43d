/** The one permission table: the rows of every business. A transaction without a row does not load. */
import { ANCHORS_PERMISSIONS } from '../anchors';
import {
  EHR_EMERGENCY_PERMISSIONS,
  EHR_ERASURE_PERMISSIONS,
  EHR_PERMISSIONS,
  EHR_RECORD_PERMISSIONS,
  EHR_SESSION_PERMISSIONS,
} from '../ehr';
import type { Permission } from '../ledger';
import { SUPPLY_PERMISSIONS } from '../supply';

/** Who may send which transaction of which contract; what has no row is denied. */
export const PERMISSIONS: readonly Permission[] = [
  ...ANCHORS_PERMISSIONS,
  ...SUPPLY_PERMISSIONS,
  ...EHR_PERMISSIONS,
  ...EHR_SESSION_PERMISSIONS,
  ...EHR_EMERGENCY_PERMISSIONS,
  ...EHR_RECORD_PERMISSIONS,
  ...EHR_ERASURE_PERMISSIONS,
];
