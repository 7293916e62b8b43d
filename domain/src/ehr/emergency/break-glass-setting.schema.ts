/** Which roles a provider lets break the glass. */
import { z } from 'zod';
import { instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../../supply/company-prefix.schema';

/** A role that may be let break the glass: those who treat. */
export const breakingRoleSchema = z.enum(['nurse', 'pharmacist', 'physician']);

/** A role that may be let break the glass. */
export type BreakingRole = z.infer<typeof breakingRoleSchema>;

/** Where a provider has said nothing. */
export const USUAL_BREAKING_ROLES: readonly BreakingRole[] = ['nurse', 'physician'];

/** The command: these roles may break the glass here. Somebody always may: an emergency finds no administrator. */
export const setBreakGlassRolesSchema = z.strictObject({
  roles: z
    .array(breakingRoleSchema)
    .min(1)
    .refine((roles) => new Set(roles).size === roles.length, 'must name each role once'),
});

/** The command: these roles may break the glass here. */
export type SetBreakGlassRoles = z.infer<typeof setBreakGlassRolesSchema>;

/** A provider's setting. */
export const breakGlassSettingSchema = setBreakGlassRolesSchema.extend({
  organisation: memberNameSchema,
  changedAt: instantSchema,
});

/** A provider's setting. */
export type BreakGlassSetting = z.infer<typeof breakGlassSettingSchema>;

/** Where providers' settings lie. */
export const breakGlassSettingShape: StateShape<BreakGlassSetting> = {
  objectType: 'break-glass-setting',
  schema: breakGlassSettingSchema,
  keyOf: ({ organisation }) => [organisation],
  upcasts: [],
};

/** The question for a provider's setting. */
export const readBreakGlassRolesSchema = breakGlassSettingSchema.pick({ organisation: true });
