/** Who may ask for which purpose: a purpose that is not a role's work is denied before any consent is asked. */
import { z } from 'zod';
import type { Role } from '../../ledger';
import { purposeSchema } from '../consent';

/**
 * Why a session is asked for. Beside the purposes that consents name, HL7 v3 ActReason has `PATRQT`: patients, and guardians
 * for them, read their own record. An emergency (`BTG`) is never asked for: see `BreakGlass`.
 */
export const askedPurposeSchema = z.enum([...purposeSchema.exclude(['BTG']).options, 'PATRQT']);

/** Why a session is asked for. */
export type AskedPurpose = z.infer<typeof askedPurposeSchema>;

/**
 * The roles whose work a purpose is. Treatment is for those who treat. Payment is billing: a pharmacy's counter, everybody
 * else's administration. Operations are quality, complaints and audits. Research is done by those who may judge a record.
 */
export const ROLES_BY_PURPOSE: Readonly<Record<AskedPurpose, readonly Role[]>> = {
  TREAT: ['nurse', 'pharmacist', 'physician'],
  HPAYMT: ['administrator', 'pharmacist'],
  HOPERAT: ['administrator', 'nurse', 'pharmacist', 'physician', 'privacy-officer'],
  HRESCH: ['pharmacist', 'physician'],
  PATRQT: ['guardian', 'patient'],
};

/** Everybody who may ask for a session at all. */
export const ASKING_ROLES: readonly Role[] = [...new Set(Object.values(ROLES_BY_PURPOSE).flat())].sort();

/** Whether a purpose is a role's work. */
export function isWorkOf(role: Role, purpose: AskedPurpose): boolean {
  return ROLES_BY_PURPOSE[purpose].includes(role);
}
