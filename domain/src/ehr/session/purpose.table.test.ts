import { roleSchema } from '../../ledger';
import { ASKING_ROLES, askedPurposeSchema, isWorkOf, ROLES_BY_PURPOSE } from './purpose.table';

it('each purpose is somebody’s work, and machines ask for none', () => {
  for (const purpose of askedPurposeSchema.options) expect(ROLES_BY_PURPOSE[purpose]).not.toHaveLength(0);
  expect(ASKING_ROLES).not.toContain('gateway');
  const asking = roleSchema.options.filter((role) => askedPurposeSchema.options.some((one) => isWorkOf(role, one)));
  expect([...ASKING_ROLES].sort()).toEqual(asking.sort());
});

it('patients and guardians ask for nothing but their own reading', () => {
  for (const role of ['patient', 'guardian'] as const)
    expect(askedPurposeSchema.options.filter((purpose) => isWorkOf(role, purpose))).toEqual(['PATRQT']);
});
